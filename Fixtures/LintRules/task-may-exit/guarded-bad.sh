# The end of the shell stands in a function of another file, behind a condition, three calls away.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
source $TOP_DIR/functions-common
source $TOP_DIR/lib/swift
async_init
if is_service_enabled s-proxy; then
    async_run swift configure_swift
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-may-exit]: task 'swift' can reach 'die_if_not_set', which ends its shell: with this runtime its wait then never returns
fi
start_nova
async_wait swift
async_cleanup
# file: functions-common
function die {
    set +o xtrace
    echo "[ERROR] $2" >&2
    exit 1
}

function die_if_not_set {
    local line=$1 variable=$2
    if [ -z "${!variable}" ]; then
        die $line "$variable is not set"
    fi
}
# file: lib/swift
function configure_swift {
    if [[ $SWIFT_REPLICAS == 1 ]]; then
        check_swift
    fi
    mkdir -p /etc/swift
}

function check_swift {
    die_if_not_set $LINENO SWIFT_HASH
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
