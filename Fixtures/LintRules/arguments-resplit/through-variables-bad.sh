# What the quoted variable holds is known.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
async_init
title="Cirros 0.6"
flavor=m1.tiny
async_run image upload_image "$title" "$flavor"
#                            ^^^^^^^^ warning[arguments-resplit]: this argument of task 'image' arrives as several: its text 'Cirros 0.6' has blanks
start_nova
async_wait image
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
