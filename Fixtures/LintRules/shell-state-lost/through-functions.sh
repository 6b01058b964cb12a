# In functions of other files, behind guards, undone by another function.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
source $TOP_DIR/lib/docs
async_init
async_runfunc build_docs
async_runfunc build_manual
async_runfunc build_quietly
start_nova
async_wait build_docs build_manual build_quietly
async_cleanup
# file: lib/docs
function build_docs {
    if [[ $BUILD_DOCS == True ]]; then
        enter_docs
    fi
    ls
}
function enter_docs {
    cd $DEST/docs
   #^^^^^^^^^^^^^ error[shell-state-lost]: task 'build_docs' changes the working directory in a child shell, which its caller does not see
}
function build_manual {
    pushd $DEST/manual
    leave_manual
}
function leave_manual {
    popd
}
function build_quietly {
    local flags
    flags=$(set +o | grep xtrace)
    set +o xtrace
    ls
    $flags
}
# file: inc/async
function async_init { mkdir -p "$DEST/async"; }
function async_run {
    local name=$1
    shift
    ( trap 'echo "$?" > "$DEST/async/$name.status"' EXIT; "$@" > "$DEST/async/$name.log" 2>&1 ) &
    echo $! > "$DEST/async/$name.pid"
}
function async_runfunc { async_run "$1" "$@"; }
function async_wait {
    local name status=0
    for name in "$@"; do
        wait "$(< "$DEST/async/$name.pid")" || true
        [[ "$(< "$DEST/async/$name.status")" == 0 ]] || status=1
    done
    return $status
}
function async_cleanup { rm -rf "$DEST/async"; }
