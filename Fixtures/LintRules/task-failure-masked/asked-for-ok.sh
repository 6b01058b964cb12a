# Somebody asks for each failure, or it is the failure of the task.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
async_init
function chained {
    git clone $IT_REPO $DEST/chained && make -C $DEST/chained install
}

function returns_it {
    git clone $IT_REPO $DEST/returns || return 1
    make -C $DEST/returns install
}

function tests_it {
    if ! git clone $IT_REPO $DEST/tests; then
        return 1
    fi
    make -C $DEST/tests install
}

function does_not_mind {
    rm -r /var/lib/old || true
    make -C $DEST/does_not_mind install
}

function single {
    echo "building"
    make -C $DEST/single install
}

async_runfunc chained
async_runfunc returns_it
async_runfunc tests_it
async_runfunc does_not_mind
async_runfunc single
start_nova
async_wait chained returns_it tests_it does_not_mind single
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
