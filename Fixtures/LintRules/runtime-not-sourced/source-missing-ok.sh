# What was not found could define them.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
#      ^^^^^^^^^^^^^^^^^^ info[source-not-found]: 'inc/async' is not among the files that were read; what it defines is not known
async_init
async_run one make_one
configure_it
async_wait one
async_cleanup
