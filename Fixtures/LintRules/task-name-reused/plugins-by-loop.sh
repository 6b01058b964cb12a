# The same file sourced for each phase: a task of an earlier phase is collected before the next.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/functions
async_init
for phase in pre-install install post-config extra; do
    run_plugins stack $phase
done
async_cleanup
# file: functions
FUNC_DIR=$(cd $(dirname "${BASH_SOURCE:-$0}") && pwd)
source $FUNC_DIR/inc/async
function run_plugins {
    local mode=$1
    local phase=$2
    local plugin
    for plugin in alpha beta; do
        source $TOP_DIR/plugins/$plugin/plugin.sh $mode $phase
    done
}
# file: plugins/alpha/plugin.sh
if [[ "$1" == "stack" && "$2" == "install" ]]; then
    async_run alpha-build make_it
elif [[ "$1" == "stack" && "$2" == "extra" ]]; then
    async_wait alpha-build
fi
# file: plugins/beta/plugin.sh
case $2 in
    install) async_run beta-build make_it ;;
    post-config) async_wait beta-build ;;
esac
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
