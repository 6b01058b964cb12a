# Paths that are computed, guarded, outside the tree, or made at run time.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/functions
. "${TOP_DIR}/stackrc"
for name in one two; do
    source $TOP_DIR/lib/$name
done
for extra in $TOP_DIR/extras.d/*.sh; do
    [[ -r $extra ]] && source $extra stack install
done
if [[ -r $TOP_DIR/local.sh ]]; then
    source $TOP_DIR/local.sh
fi
source /etc/os-release
source "$UNKNOWN_PLACE/file"
# file: functions
FUNC_DIR=$(cd $(dirname "${BASH_SOURCE:-$0}") && pwd)
source ${FUNC_DIR}/functions-common
# file: functions-common
function configure_it { :; }
# file: stackrc
RC_DIR=$(cd $(dirname "${BASH_SOURCE:-$0}") && pwd)
source $RC_DIR/functions
# file: lib/one
ONE=1
# file: lib/two
TWO=2
# file: extras.d/80-two.sh
echo extra
