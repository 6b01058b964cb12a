# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/lib/no-such-file
#      ^^^^^^^^^^^^^^^^^^^^^^^^^ info[source-not-found]: 'lib/no-such-file' is not among the files that were read; what it defines is not known
configure_it
