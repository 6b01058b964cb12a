# The wait stands in the caller, or in another function.

function begin_download {
    async_run download fetch_it
}

function awaited_by_the_caller_ok {
    begin_download
    configure_it
    async_wait download
}

function begin_install {
    async_run install-it install_it
}

function end_install {
    async_wait install-it
}

function begun_and_ended_ok {
    begin_install
    configure_it
    end_install
}

function begin_lost_bad {
    async_run lost-in-helper make_it
    #         ^^^^^^^^^^^^^^ error[task-never-awaited]: nothing awaits task 'lost-in-helper'
}

function calls_it {
    begin_lost_bad
    configure_it
}

function descend {
    if [[ $1 -gt 0 ]]; then
        async_run "depth-$1" make_it $1
        descend $(($1 - 1))
        async_wait "depth-$1"
    fi
}

function recursion_ok {
    descend 3
}

function redefined {
    async_run overridden-one make_it
}

function redefined {
    async_run overridden-two make_it
}

function last_definition_counts_ok {
    redefined
    async_wait overridden-two
}
