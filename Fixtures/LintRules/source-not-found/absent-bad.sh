# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/lib/no-such-file
#      ^^^^^^^^^^^^^^^^^^^^^^^^^ info[source-not-found]
configure_it
