#!/bin/bash
#
# What a failure looks like with the runtime of a devstack tree and with this
# library, in the way that stack.sh does it: its functions, its options, its
# order. The steps themselves are stubs; nothing is installed or changed.
#
#  proof.sh TREE
#
# - A migration of glance that fails in the middle of init_glance.
# - A task that calls ``die``.

set -o nounset

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tree=${1:-}
if [[ ! -r "$tree/functions-common" || ! -r "$tree/inc/async" ]]; then
    echo "usage: proof.sh TREE, the path of a devstack tree" >&2
    exit 2
fi
tree=$(cd "$tree" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The part of stack.sh from its options on, with stubs for the steps
cat >"$scratch/stack" <<'STACK'
TOP_DIR=$1 runtime=$2 how=$3
export DEST=$4/dest.$$
mkdir -p "$DEST"
declare -A _TIME_START _TIME_TOTAL
_TIME_BEGIN=$(date +%s)
source "$TOP_DIR/inc/ini-config"
source "$TOP_DIR/functions-common"
source "$runtime"
async_init
set -o errexit

function recreate_database {
    echo "database $1 is there"
}
function glance-manage {
    echo "glance-manage: Table 'images' already exists" >&2
    return 1
}
function init_glance {
    recreate_database glance
    if [[ "$how" == "die" ]]; then
        die $LINENO "glance did not start"
    fi
    glance-manage db_sync
    echo "glance has its tables"
}
function init_placement {
    echo "placement has its tables"
}
async_runfunc init_glance
async_runfunc init_placement
async_wait init_placement
async_wait init_glance
echo "stack.sh completed"
STACK

# _run TITLE RUNTIME HOW
function _run {
    local status
    echo "--- $1"
    timeout -k 1 "${PROOF_SECONDS:-20}" bash "$scratch/stack" "$tree" "$2" "$3" "$scratch" >"$scratch/out" 2>&1
    status=$?
    grep -v -E "^\+|^placement|init_placement|pid=|Other async|Signal|^$" "$scratch/out" | sed "s#$scratch/##g" | cut -c1-118
    if [[ $status -eq 124 ]]; then
        echo "=> hangs: ended from outside after ${PROOF_SECONDS:-20} s"
    else
        echo "=> status $status"
    fi
}

_run "a migration fails, devstack's inc/async" "$tree/inc/async" migration
_run "a migration fails, this library" "$here/../../Sources/AsyncRuntime/library/async" migration
_run "a task calls die, devstack's inc/async" "$tree/inc/async" die
_run "a task calls die, this library" "$here/../../Sources/AsyncRuntime/library/async" die
