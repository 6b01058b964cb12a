# A wait that can only run before any start.

function moved_above_bad {
    async_wait moved-above
    #          ^^^^^^^^^^^ error[wait-before-start]: task 'moved-above' is only started after this wait
    async_run moved-above make_it
    #         ^^^^^^^^^^^ error[task-never-awaited]: nothing awaits task 'moved-above' after its start
}

function conditional_start_after_bad {
    async_wait cond-after
    #          ^^^^^^^^^^ error[wait-before-start]: task 'cond-after' is only started after this wait
    if is_service_enabled n-api; then
        async_run cond-after make_it
        #         ^^^^^^^^^^ error[task-never-awaited]: nothing awaits task 'cond-after' after its start
    fi
    async_run other-after make_it
    async_wait other-after
}

function next_turn_ok {
    local host
    for host in one two; do
        async_wait turn-task
        async_run turn-task make_it $host
    done
    async_wait turn-task
}

function second_call_ok {
    collect_and_start
    collect_and_start
    async_wait called-twice
}

function collect_and_start {
    async_wait called-twice
    async_run called-twice make_it
}

function several_names_one_late_bad {
    async_run early-one make_it
    async_wait early-one late-one
    #                    ^^^^^^^^ error[wait-before-start]: task 'late-one' is only started after this wait
    async_run late-one make_it
    async_wait late-one
}

function defined_later_ok {
    define_and_start
    async_wait from-later
}

function define_and_start {
    async_run from-later make_it
}
