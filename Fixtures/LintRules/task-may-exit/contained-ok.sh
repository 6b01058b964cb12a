# What ends only a child shell of the task does not keep the task from its end.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
async_init
function die {
    echo "$*" >&2
    exit 1
}

function in_subshell {
    ( [[ -r $CEPH_CONF ]] || die "no configuration" )
    sudo true
}

function in_substitution {
    local address
    address=$(lookup_address || die "no address")
    echo "$address"
}

function in_pipeline {
    list_hosts | while read -r host; do
        [[ -n $host ]] || exit 2
    done
}

function in_background {
    ( sleep 1; exit 0 ) &
}

function returns {
    [[ -n $HOST ]] || return 1
}

async_runfunc in_subshell
async_runfunc in_substitution
async_runfunc in_pipeline
async_runfunc in_background
async_runfunc returns
start_nova
async_wait in_subshell in_substitution in_pipeline in_background returns
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
