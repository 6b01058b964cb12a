# The same by a counted loop.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
async_init
for ((i = 0; i < 50; i++)); do
    async_run "host-$i" enroll_host $i
    #          ^^^^^^^ error[child-limit-exceeded]: with task 'host-32' more than 32 tasks are outstanding, 50 at most: bash may forget their statuses
done
for ((i = 0; i < 50; i++)); do
    async_wait "host-$i"
done
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
