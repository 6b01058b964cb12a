#!/bin/bash
#
# What a task costs: starting and awaiting an empty function, in ms per task
# and as a ratio to a bare ``f & wait $!``. Rounds are interleaved, so that a
# busy machine slows every contender alike.
#
#  benchmark.sh [--tasks N] [--rounds N] [--outstanding N] [OTHER_INC_ASYNC]
#
# OTHER_INC_ASYNC is another runtime to compare with. What lies beside it is
# sourced first if it is there, since devstack's needs it: inc/ini-config and
# functions-common.

set -o nounset

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ours=$here/../../Sources/AsyncRuntime/library/async
tasks=40
rounds=5
outstanding=2500
other=""

while [[ $# -gt 0 ]]; do
    case "$1" in
        --tasks) tasks=$2; shift 2 ;;
        --rounds) rounds=$2; shift 2 ;;
        --outstanding) outstanding=$2; shift 2 ;;
        --) shift ;;
        -*) echo "usage: benchmark.sh [--tasks N] [--rounds N] [--outstanding N] [OTHER_INC_ASYNC]" >&2; exit 2 ;;
        *) other=$1; shift ;;
    esac
done
if [[ -n "$other" && ! -r "$other" ]]; then
    echo "cannot read $other" >&2
    exit 2
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The driver: one contender, one way of starting and awaiting, a number of
# tasks. Prints microseconds.
cat >"$scratch/driver" <<'DRIVER'
runtime=$1 way=$2 count=$3
# A new directory each time: ext4 avoids inodes that were freed a moment ago,
# and looking for others costs more than all the rest.
export DEST=$4/state.$$
function empty { :; }
mkdir -p "$DEST"
if [[ "$runtime" != "bare" ]]; then
    if [[ "$runtime" == "$5" ]]; then
        directory=$(dirname "$runtime")
        if [[ -r "$directory/../functions-common" ]]; then
            TOP_DIR=$(cd "$directory/.." && pwd)
            source "$directory/ini-config"
            source "$directory/../functions-common"
        fi
    fi
    source "$runtime"
    async_init
fi >/dev/null 2>&1
set +o xtrace +o errexit +o nounset
# The first task is not counted: with it a watchdog may start, once for a script.
if [[ "$runtime" == "bare" ]]; then
    empty & wait $!
else
    async_run first empty; async_wait first
fi >/dev/null 2>&1
begin=${EPOCHREALTIME//[!0-9]/}
case "$way" in
    one-by-one)
        if [[ "$runtime" == "bare" ]]; then
            for ((i = 0; i < count; i++)); do empty & wait $!; done
        else
            for ((i = 0; i < count; i++)); do async_run "t$i" empty; async_wait "t$i"; done
        fi
        ;;
    batch)
        if [[ "$runtime" == "bare" ]]; then
            for ((i = 0; i < count; i++)); do empty & pids[i]=$!; done
            for ((i = 0; i < count; i++)); do wait "${pids[i]}"; done
        else
            for ((i = 0; i < count; i++)); do async_run "t$i" empty; done
            for ((i = 0; i < count; i++)); do async_wait "t$i"; done
        fi
        ;;
esac >/dev/null 2>&1
echo $((${EPOCHREALTIME//[!0-9]/} - begin))
if [[ "$runtime" != "bare" ]]; then
    async_cleanup >/dev/null 2>&1
fi
DRIVER

function measure {
    timeout 600 "$BASH" "$scratch/driver" "$1" "$2" "$3" "$scratch" "$other"
}

function median {
    printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"
}

# ms with two decimals, from microseconds for a number of tasks
function per_task {
    awk "BEGIN { printf \"%.2f\", $1 / $2 / 1000 }"
}

function ratio {
    awk "BEGIN { printf \"%.1f\", $1 / $2 }"
}

contenders=(bare "$ours")
if [[ -n "$other" ]]; then
    contenders+=("$other")
fi

printf '%-12s %-10s %12s %10s\n' way contender "ms per task" "x bare"
for way in one-by-one batch; do
    declare -A samples=()
    for ((round = 0; round < rounds; round++)); do
        for contender in "${contenders[@]}"; do
            samples[$contender]+=" $(measure "$contender" "$way" "$tasks")"
        done
    done
    # shellcheck disable=SC2086  # numbers
    for contender in "${contenders[@]}"; do
        time=$(median ${samples[$contender]})
        case "$contender" in
            bare) name=bare; bare=$time ;;
            "$ours") name=ours; our=$time ;;
            *) name=other ;;
        esac
        printf '%-12s %-10s %12s %10s\n' "$way" "$name" "$(per_task "$time" "$tasks")" "$(ratio "$time" "$bare")"
    done
    if [[ -n "$other" ]]; then
        echo "$way: ours is $(ratio "$time" "$our") x cheaper than the other"
    fi
done

bare=$(measure bare batch "$outstanding")
time=$(measure "$ours" batch "$outstanding")
echo "$outstanding outstanding tasks, started and awaited: $(awk "BEGIN { printf \"%.1f\", $time / 1000000 }") s,\
 $(ratio "$time" "$bare") x bare"

if command -v strace >/dev/null; then
    for count in 10 110; do
        strace -f -qq -e trace=clone,clone3,fork,vfork,execve -o "$scratch/trace" \
            bash "$scratch/driver" "$ours" one-by-one "$count" "$scratch" "" >/dev/null 2>&1
        forks[count]=$(grep -c -E '(clone|fork)' "$scratch/trace")
        execs[count]=$(grep -c execve "$scratch/trace")
    done
    echo "per task: $(ratio $((forks[110] - forks[10])) 100) forks, $(ratio $((execs[110] - execs[10])) 100) execs"
fi
