# A stack in small: libraries, a loop over plugins, phases, an early return in one of them.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/functions
for lib in one two; do
    source $TOP_DIR/lib/$lib
done
async_init
run_all stack install
start_one
start_two
run_all stack post-config
finish_one
async_cleanup
# file: functions
FUNC_DIR=$(cd $(dirname "${BASH_SOURCE:-$0}") && pwd)
source $FUNC_DIR/inc/async
function run_all {
    local extra
    for extra in $TOP_DIR/extras.d/*.sh; do
        source $extra $1 $2
    done
}
# file: lib/one
function start_one {
    async_run one-task make_one
}
function finish_one {
    async_wait one-task
}
# file: lib/two
function start_two {
    async_run two-task make_two
    #         ^^^^^^^^ error[task-never-awaited]: nothing awaits task 'two-task'
}
# file: extras.d/50-three.sh
if [[ "$1" == "stack" && "$2" == "install" ]]; then
    async_run three-task make_three
elif [[ "$1" == "stack" && "$2" == "post-config" ]]; then
    async_wait three-task
fi
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
