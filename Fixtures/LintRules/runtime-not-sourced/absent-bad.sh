# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/functions
async_init
#<^^^^^^^^ error[runtime-not-sourced]: nothing that stack.sh sources defines the async helpers
async_run one make_one
configure_it
async_wait one
async_cleanup
# file: functions
function configure_it {
    echo configuring
}
