# A start that no wait can collect.

function never_bad {
    async_runfunc upload_never
    #             ^^^^^^^^^^^^ error[task-never-awaited]: nothing awaits task 'upload_never'
    configure_flavors
}

function only_the_other_bad {
    async_run kept make_it
    async_run lost make_it
    #         ^^^^ error[task-never-awaited]: nothing awaits task 'lost'
    async_wait kept
}

function in_every_turn_bad {
    local i
    for i in 1 2 3; do
        async_run "turn-$i" make_it $i
        #          ^^^^^^^ error[task-never-awaited]: nothing awaits task 'turn-1'
    done
}

function one_of_the_turns_bad {
    local i
    for i in 1 2 3; do
        async_run "part-$i" make_it $i
        #          ^^^^^^^ error[task-never-awaited]: nothing awaits task 'part-3'
    done
    async_wait part-1 part-2
}

function awaited_before_it_starts_bad {
    async_wait late-start
    #          ^^^^^^^^^^ error[wait-before-start]: task 'late-start' is only started after this wait
    async_run late-start make_it
    #         ^^^^^^^^^^ error[task-never-awaited]: nothing awaits task 'late-start' after its start
}

function awaited_ok {
    async_runfunc upload_all
    configure_flavors
    async_wait upload_all
}

function awaited_in_a_trap_ok {
    trap 'async_wait trapped' EXIT
    async_run trapped make_it
    configure_flavors
}

function under_a_condition_never_bad {
    if is_service_enabled heat; then
        async_runfunc init_heat_never
        #             ^^^^^^^^^^^^^^^ error[task-never-awaited]: nothing awaits task 'init_heat_never'
    fi
}

function awaited_by_pattern_ok {
    local i
    async_run pat-1 make_it
    async_run pat-2 make_it
    for i in $(seq 1 $COUNT); do
        async_wait "pat-$i"
    done
}

function false_negative_any_name {    # a wait that could be for anything hides the leak
    async_run hidden-leak make_it
    async_wait $(< "$DEST/names")
    #          ^^^^^^^^^^^^^^^^^^ info[unresolvable-task-name]: the task's name '$(< "$DEST/names")' can be anything: starts and waits cannot be paired here
}
