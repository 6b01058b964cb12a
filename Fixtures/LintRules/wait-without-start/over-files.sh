# The start in one file, the wait in another.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
source $TOP_DIR/lib/images
source $TOP_DIR/lib/identity
async_init
start_images
init_identity
finish_images
async_cleanup
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
# file: lib/images
function start_images {
    async_runfunc upload_everything
}
function finish_images {
    async_wait upload_everything
}
# file: lib/identity
function init_identity {
    async_run id-role create_role member
    async_run id-group create_group staff
    async_wait id-{role,group}
    async_wait id-domain
    #          ^^^^^^^^^ error[wait-without-start]: nothing starts task 'id-domain'
}
