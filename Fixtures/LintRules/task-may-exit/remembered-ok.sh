# Bash tells how the child ended, however it did.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
async_init
function configure_ceph {
    [[ -r $CEPH_CONF ]] || exit 1
    install -m 644 $CEPH_CONF /etc/ceph/ceph.conf
}

async_runfunc configure_ceph
start_nova
async_wait configure_ceph
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
