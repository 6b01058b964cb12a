#!/bin/bash
#
# The library in a devstack tree, with the tree's own functions: what stack.sh
# relies on, at a size that is too long for the tests.
#
#  tree.sh TREE [ROUNDS]
#
# - One task of three fails early: the script ends within a second, with the
#   log, and no process is left.
# - Ten tasks that ``iniset`` one file in each of 500 rounds lose nothing under
#   a lock, and lose some without.
#
# RUNTIME is another library to try, BASH_UNDER_TEST another bash.

set -o nounset

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tree=${1:-}
rounds=${2:-500}
runtime=${RUNTIME:-$here/../../Sources/AsyncRuntime/library/async}
bash=${BASH_UNDER_TEST:-bash}
if [[ ! -r "$tree/functions" || ! -r "$tree/inc/async" ]]; then
    echo "usage: tree.sh TREE [ROUNDS], the path of a devstack tree" >&2
    exit 2
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -R "$tree" "$scratch/tree"
cp "$runtime" "$scratch/tree/inc/async"
failed=0

# check DESCRIPTION CONDITION...
function check {
    if "${@:2}"; then
        echo "ok: $1"
    else
        echo "FAILED: $1"
        failed=1
    fi
}

# The part of stack.sh that there is before the first step
cat >"$scratch/head" <<'HEAD'
TOP_DIR=$1 DEST=$2
export DEST
mkdir -p "$DEST"
source "$TOP_DIR/functions"
async_init
HEAD

cat "$scratch/head" - >"$scratch/early" <<'EARLY'
set -o errexit
function init_glance {
    echo "glance: no such database"
    return 7
}
function init_nova {
    sleep 60
}
async_runfunc init_nova
async_run init_neutron sleep 60
async_runfunc init_glance
echo "began ${EPOCHREALTIME//[!0-9]/}"
async_wait init_nova init_glance init_neutron
echo "not reached"
EARLY
"$bash" "$scratch/early" "$scratch/tree" "$scratch/dest1" >"$scratch/out" 2>&1
status=$?
end=${EPOCHREALTIME//[!0-9]/}
began=$(sed -n 's/^began //p' "$scratch/out")
check "the status of the script is that of the task, $status" [ "$status" -eq 7 ]
check "it ended $(((end - began) / 1000)) ms after the wait began" [ $((end - began)) -lt 1000000 ]
check "the log is shown" grep -q '^glance: no such database$' "$scratch/out"
check "its path is told" grep -q 'FAILED with rc 7 (failed), log: .*/init_glance.log' "$scratch/out"
for round in {1..40}; do
    # By their environment, which has the directory
    left=$(grep -lsza "^DEST=$scratch/dest1" /proc/[0-9]*/environ | wc -l)
    [[ $left -gt 0 ]] || break
    sleep 0.1
done
check "no process is left, $((round * 100)) ms later" [ "$left" -eq 0 ]

cat "$scratch/head" - >"$scratch/ini" <<'INI'
way=$3 rounds=$4
function each {
    "$@"
}
function locked {
    async_lock "$CONF" "$@"
}
function writer {
    local round
    for ((round = 0; round < rounds; round++)); do
        $way iniset "$CONF" "section$1" "key$((round % 20))" "value$round"
    done
}
CONF=$DEST/shared.conf
: >"$CONF"
for i in {0..9}; do
    async_run "writer$i" writer "$i" >/dev/null
done
async_wait_all >/dev/null
lost=0
for i in {0..9}; do
    for ((key = 0; key < 20 && key < rounds; key++)); do
        last=$((rounds - 1 - (rounds - 1 - key) % 20))
        [[ "$(iniget "$CONF" "section$i" "key$key")" == "value$last" ]] || lost=$((lost + 1))
    done
done
echo "lost $lost"
INI
for way in locked each; do
    "$bash" "$scratch/ini" "$scratch/tree" "$scratch/dest.$way" "$way" "$rounds" >"$scratch/out" 2>&1
    lost=$(sed -n 's/^lost //p' "$scratch/out")
    if [[ $way == locked ]]; then
        check "ten tasks, $rounds rounds of iniset under a lock: ${lost:-?} keys lost" [ "${lost:-1}" -eq 0 ]
    else
        check "without the lock: ${lost:-?} keys lost" [ "${lost:-0}" -gt 0 ]
    fi
done
exit $failed
