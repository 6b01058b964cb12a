# The second wait of a name, with no start between.

function straight_bad {
    async_run straight make_it
    async_wait straight
    configure_it
    async_wait straight
    #          ^^^^^^^^ warning[task-awaited-twice]: task 'straight' has already been awaited, and nothing starts it again before this wait
}

function in_one_command_bad {
    async_run one-command make_it
    async_wait one-command one-command
    #                      ^^^^^^^^^^^ warning[task-awaited-twice]: task 'one-command' has already been awaited, and nothing starts it again before this wait
}

function among_others_bad {
    async_run among-a make_it
    async_run among-b make_it
    async_wait among-a
    configure_it
    async_wait among-a among-b
    #          ^^^^^^^ warning[task-awaited-twice]: task 'among-a' has already been awaited, and nothing starts it again before this wait
}

function in_the_helper_bad {
    async_run by-helper make_it
    collect_by_helper
    async_wait by-helper
    #          ^^^^^^^^^ warning[task-awaited-twice]: task 'by-helper' has already been awaited, and nothing starts it again before this wait
}

function collect_by_helper {
    async_wait by-helper
}

function in_a_loop_bad {
    local try
    async_run in-loop make_it
    async_wait in-loop
    for try in 1 2; do
        async_wait in-loop
        #          ^^^^^^^ warning[task-awaited-twice]: task 'in-loop' has already been awaited, and nothing starts it again before this wait
    done
}

function first_on_some_paths_ok {
    async_run some-paths make_it
    if is_service_enabled n-api; then
        async_wait some-paths
    fi
    async_wait some-paths
}

function started_again_ok {
    async_run again make_it
    async_wait again
    async_run again make_it
    async_wait again
}

function started_again_in_a_loop_ok {
    local host
    for host in one two; do
        async_run each make_it $host
        async_wait each
    done
}

function different_names_ok {
    local i
    for i in 1 2; do
        async_run "name-$i" make_it
    done
    for i in 1 2; do
        async_wait "name-$i"
    done
}

function failed_and_left_ok {
    async_run may-fail make_it
    async_wait may-fail || return 1
    configure_it
}

function waited_in_two_branches_ok {
    async_run branches make_it
    if is_service_enabled n-api; then
        async_wait branches
    else
        configure_it
        async_wait branches
    fi
}
