# Of a command that no model describes nothing is said.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
async_init
function arrange_it {
    it-never-heard-of --arrange
    make -C $DEST/it install
}

async_runfunc arrange_it
start_nova
async_wait arrange_it
async_cleanup
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
