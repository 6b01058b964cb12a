# A task that clones, and a library that installs from the clone.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
source $TOP_DIR/lib/tool
async_init
async_runfunc fetch_tool
configure_tool
#<^^^^^^^^^^^^ error[use-before-wait]: this reads file '/opt/stack/tool/etc/tool.conf.sample' before the wait for task 'fetch_tool', which changes directory '/opt/stack/tool'
async_wait fetch_tool
async_cleanup
# file: lib/tool
TOOL_DIR=/opt/stack/tool
function fetch_tool {
    git clone https://example.org/tool $TOOL_DIR
}
function configure_tool {
    copy_defaults
}
function copy_defaults {
    cp $TOOL_DIR/etc/tool.conf.sample /etc/tool.conf
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
