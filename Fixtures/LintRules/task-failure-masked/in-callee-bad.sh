# The command that can fail stands in a function that the task calls, of another file.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
source $TOP_DIR/lib/trove
async_init
async_run trove prepare_trove
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[task-failure-masked]: task 'trove' goes on after a failure, since this runtime switches errexit off in tasks
start_nova
async_wait trove
async_cleanup
# file: lib/trove
function prepare_trove {
    fetch_image
    cp $FILES/trove.qcow2 /var/lib/trove/
}

function fetch_image {
    wget -O $FILES/trove.qcow2 $TROVE_IMAGE_URL
}
# file: inc/async
function async_init { mkdir -p "$DEST/async"; }
function async_inner {
    local name=$1 fifo="$DEST/async/$1.fifo"
    shift
    if "$@" > "$DEST/async/$name.log" 2>&1; then
        cat "$fifo" > /dev/null
        return 0
    else
        cat "$fifo" > /dev/null
        return 1
    fi
}
function async_run {
#        ^^^^^^^^^ warning[defective-runtime]: this async runtime switches errexit off in tasks, hangs when a task exits
    local name=$1
    mkfifo "$DEST/async/$name.fifo"
    async_inner "$@" &
    echo $! > "$DEST/async/$name.pid"
}
function async_runfunc { async_run "$1" "$@"; }
function async_wait {
    local name
    for name in "$@"; do
        echo WAKEUP > "$DEST/async/$name.fifo"
        wait "$(< "$DEST/async/$name.pid")"
        rm -f "$DEST/async/$name.fifo"
    done
}
function async_cleanup {
    local name
    for name in "$DEST"/async/*.pid; do
        kill "$(< "$name")"
    done
}
