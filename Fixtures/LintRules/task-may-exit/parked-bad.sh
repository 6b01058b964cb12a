# A task that exits never reads from its fifo: its wait blocks.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
async_init
function die {
    local line=$1
    shift
    echo "$line: $*" >&2
    exit 1
}

function configure_ceph {
    [[ -r $CEPH_CONF ]] || die $LINENO "no configuration for ceph"
    install -m 644 $CEPH_CONF /etc/ceph/ceph.conf
}

function configure_swift {
    check_ring
}

function check_ring {
    if [[ ! -e $RING_FILE ]]; then
        exit 3
    fi
}

function replace_shell {
    exec sleep 10
}

async_runfunc configure_ceph
#<^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-may-exit]: task 'configure_ceph' can reach 'exit 1', which ends its shell: with this runtime its wait then never returns
async_runfunc configure_swift
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-may-exit]: task 'configure_swift' can reach 'exit 3', which ends its shell: with this runtime its wait then never returns
async_runfunc replace_shell
#<^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-may-exit]: task 'replace_shell' can reach 'exec sleep 10', which ends its shell: with this runtime its wait then never returns
async_run plain exit 4
#<^^^^^^^^^^^^^^^^^^^^ error[task-may-exit]: task 'plain' can reach 'exit', which ends its shell: with this runtime its wait then never returns
start_nova
async_wait configure_ceph configure_swift replace_shell plain
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
