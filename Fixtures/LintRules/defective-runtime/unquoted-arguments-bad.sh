# The arguments are split and globbed on the way.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
async_init
async_run one make_one "two words"
#                      ^^^^^^^^^^^ warning[arguments-resplit]: this argument of task 'one' arrives as several: its text 'two words' has blanks
configure_it
async_wait one
async_cleanup
# file: inc/async
function async_init { mkdir -p "$DEST/async"; }
function async_run {
#        ^^^^^^^^^ warning[defective-runtime]: this async runtime splits arguments again
    local name=$1
    shift
    ( trap 'echo "$?" > "$DEST/async/$name.status"' EXIT; $* > "$DEST/async/$name.log" 2>&1 ) &
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
