# The runtime leaves errexit alone.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
async_init
function build_it {
    git clone $IT_REPO $DEST/it
    make -C $DEST/it install
    echo "built"
}

async_runfunc build_it
start_nova
async_wait build_it
async_cleanup
# file: inc/async
function async_init { mkdir -p "$DEST/async"; }
function async_run {
#        ^^^^^^^^^ warning[defective-runtime]: this async runtime can lose the status of a finished task
    local name=$1
    shift
    "$@" > "$DEST/async/$name.log" 2>&1 &
    echo $! > "$DEST/async/$name.pid"
}
function async_runfunc { async_run "$1" "$@"; }
function async_wait {
    local name
    for name in "$@"; do
        wait "$(< "$DEST/async/$name.pid")"
    done
}
function async_cleanup { rm -rf "$DEST/async"; }
