# A start whose wait follows with nothing between.

function directly_bad {
    async_runfunc migrate_directly
    async_wait migrate_directly
    #          ^^^^^^^^^^^^^^^^ info[wait-immediately]: task 'migrate_directly' is awaited right after its start: the script does nothing meanwhile
}

function on_one_line_bad {
    async_run one-line make_it; async_wait one-line
    #                                      ^^^^^^^^ info[wait-immediately]: task 'one-line' is awaited right after its start: the script does nothing meanwhile
}

function in_a_list_bad {
    async_run listed make_it && async_wait listed
    #                                      ^^^^^^ info[wait-immediately]: task 'listed' is awaited right after its start: the script does nothing meanwhile
}

function in_a_turn_bad {
    local host
    for host in $HOSTS; do
        async_run "turn-$host" make_it $host
        async_wait "turn-$host"
        #           ^^^^^^^^^^ info[wait-immediately]: task 'turn-$host' is awaited right after its start: the script does nothing meanwhile
    done
}

function with_a_comment_between_bad {
    async_run commented make_it

    # it takes a while
    async_wait commented
    #          ^^^^^^^^^ info[wait-immediately]: task 'commented' is awaited right after its start: the script does nothing meanwhile
}

function work_between_ok {
    async_run worked make_it
    configure_it
    async_wait worked
}

function two_at_once_ok {
    async_run at-once-a make_it
    async_run at-once-b make_it
    async_wait at-once-a at-once-b
}

function another_still_runs_bad {
    async_run still-runs make_it
    async_run short-one make_it
    async_wait short-one
    #          ^^^^^^^^^ info[wait-immediately]: task 'short-one' is awaited right after its start: the script does nothing meanwhile
    async_wait still-runs
}

function only_sometimes_started_ok {
    if is_service_enabled n-api; then
        async_run sometimes make_it
    fi
    async_wait sometimes
}

function rounds_beside_each_other_ok {
    local i
    for i in $(seq 1 $CELLS); do
        async_run round-$i make_it $i
    done
    for i in $(seq 1 $CELLS); do
        async_wait round-$i
    done
}
