# A library restarts the web server while a task of another library talks to keystone behind it.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
source $TOP_DIR/lib/apache
source $TOP_DIR/lib/glance
source $TOP_DIR/lib/placement
async_init
if is_service_enabled glance; then
    async_runfunc create_glance_accounts
fi
if is_service_enabled placement; then
    configure_placement
   #^^^^^^^^^^^^^^^^^^^ error[service-interrupted]: this restarts service 'apache' while task 'create_glance_accounts', which uses service 'keystone', may be running
fi
async_wait create_glance_accounts
async_cleanup
# file: lib/apache
function restart_apache_server {
    sudo systemctl restart apache2
}
# file: lib/glance
function create_glance_accounts {
    openstack user create --password secret glance
}
# file: lib/placement
function configure_placement {
    sudo cp /tmp/placement.conf /etc/apache2/sites-available/
    restart_apache_server
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
