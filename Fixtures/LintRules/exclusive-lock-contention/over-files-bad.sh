# pip in a library's task, pip in another library, three calls away.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
source $TOP_DIR/lib/python
source $TOP_DIR/lib/tempest
source $TOP_DIR/lib/horizon
async_init
if is_service_enabled tempest; then
    async_runfunc install_tempest
fi
if is_service_enabled horizon; then
    install_horizon
   #^^^^^^^^^^^^^^^ warning[exclusive-lock-contention]: this changes devstack's Python environment while task 'install_tempest', which does so too, may be running
fi
async_wait install_tempest
async_cleanup
# file: lib/python
function pip_install_it {
    sudo -H pip install -U "$@"
}
# file: lib/tempest
function install_tempest {
    pip_install_it tempest
}
# file: lib/horizon
function install_horizon {
    install_plugins
}
function install_plugins {
    local plugin
    for plugin in $HORIZON_PLUGINS; do
        pip_install_it $plugin
    done
}
# file: inc/async
function async_init { mkdir -p "$DEST/async"; }
function async_run {
    local name=$1
    shift
    ( trap 'echo "$?" > "$DEST/async/$name.status"' EXIT; "$@" > "$DEST/async/$name.log" 2>&1 ) &
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
