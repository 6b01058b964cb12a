#!/usr/bin/env bash

# Tests for DevStack's asynchronous tasks (inc/async)

TOP=$(cd $(dirname "$0")/.. && pwd)

# Import common functions
source $TOP/functions
source $TOP/tests/unittest.sh

DEVSTACK_PARALLEL=True
export DEST=$(mktemp -d -t devstack_async.XXXXXX)
trap 'rm -rf $DEST' EXIT
unset LOGDIR

# A task that gives a status, one that runs until it is told to end
function task {
    echo "log of $1"
    return $1
}
function held {
    until [[ -e $DEST/go ]]; do
        sleep 0.05
    done
}

function test_status {
    async_init
    async_run ok task 0
    async_run bad task 3
    async_wait ok >/dev/null
    assert_equal 0 $? "a task that succeeds"
    async_wait bad >$DEST/out
    assert_equal 3 $? "a task that fails"
    assert_equal 1 $(grep -c "^log of 3$" $DEST/out) "its log is shown"
    async_wait bad never >/dev/null
    assert_equal 0 $? "names that are not outstanding"
}

function test_die {
    function dies {
        die $LINENO "no such database"
    }
    async_init
    async_runfunc dies
    async_wait dies >$DEST/out 2>&1
    assert_equal 1 $? "a task that dies does not hang its wait"
    grep -q "ERROR.*no such database" $DEST/out
    assert_equal 0 $? "its message is shown"
}

function test_errexit {
    function goes_on {
        false
        true
    }
    async_init
    (
        set -o errexit
        async_runfunc goes_on
        async_wait goes_on
    ) >/dev/null
    assert_equal 1 $? "errexit holds in a task"
}

function test_arguments {
    function count {
        return $#
    }
    async_init
    async_run three count "a  b" "" "*"
    async_wait three >/dev/null
    assert_equal 3 $? "arguments arrive as they were given"
}

function test_fail_fast {
    rm -f $DEST/go
    async_init
    async_run one held
    async_run two task 4
    async_wait one two >/dev/null
    assert_equal 4 $? "a wait ends with the first failure"
    touch $DEST/go
    async_wait one >/dev/null
    assert_equal 0 $? "the others can be awaited"
}

function test_lock {
    function add {
        local n
        n=$(cat $DEST/n)
        echo $((n + 1)) >$DEST/n
    }
    function adds {
        local i
        for i in 1 2 3 4 5; do
            async_lock n add
        done
    }
    local i
    async_init
    echo 0 >$DEST/n
    for i in 1 2 3 4; do
        async_run adds$i adds >/dev/null
    done
    async_wait_all >/dev/null
    assert_equal 20 $(cat $DEST/n) "nothing is lost under a lock"
}

function test_after {
    function note {
        echo $1 >>$DEST/order
    }
    rm -f $DEST/go
    async_init
    async_run first held
    async_run --after first second note second
    note meanwhile
    touch $DEST/go
    async_wait second first >/dev/null
    assert_equal "meanwhile second" "$(echo $(cat $DEST/order))" "a task that starts after another"
}

function test_cleanup {
    async_init
    async_run left task 0 >/dev/null
    async_cleanup >$DEST/out
    assert_equal 1 $(grep -c "uncollected async future left" $DEST/out) "cleanup names what was left"
    async_status left >/dev/null
    assert_equal 1 $? "and collects it"
}

test_status
test_die
test_errexit
test_arguments
test_fail_fast
test_lock
test_after
test_cleanup

report_results
