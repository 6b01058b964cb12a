# The function that starts goes on; the one that would wait is left early.

function begin_common {
    async_run common-task make_it
}

function left_by_the_caller_bad {
    begin_common
    if ! check_it; then
        return 1
       #^^^^^^^^ warning[task-not-awaited-on-every-path]: the function returns here before task 'common-task' is awaited
    fi
    async_wait common-task
}

function begin_other {
    async_run other-task make_it
}

function waits_in_both_ways_ok {
    begin_other
    if ! check_it; then
        async_wait other-task
        return 1
    fi
    async_wait other-task
}

function failure_of_the_wait_ok {
    async_run wait-fails make_it
    configure_it
    if ! async_wait wait-fails; then
        return 1
    fi
    configure_it
}

function loop_until_found_ok {
    local try
    async_run found-task make_it
    for try in 1 2 3; do
        check_it && break
        sleep 1
    done
    async_wait found-task
}

function return_in_a_subshell_ok {
    async_run kept-by-parent make_it
    ( check_it || exit 1 )
    configure_it
    async_wait kept-by-parent
}

function trap_collects_ok {
    trap 'async_wait by-trap' EXIT
    async_run by-trap make_it
    [[ -e "$MARKER" ]] && exit 0
    configure_it
}
