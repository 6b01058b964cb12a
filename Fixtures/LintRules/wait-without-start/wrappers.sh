# Functions around the helpers, with the name as a parameter.

function begin_step {
    local name=$1
    shift
    async_run "step-$name" "$@"
}

function end_steps {
    local name
    for name in "$@"; do
        async_wait "step-$name"
    done
}

function through_wrappers_ok {
    begin_step one make_it 1
    begin_step two make_it 2
    end_steps one two
}

function all_arguments {
    async_run "$@"
}

function wait_all_arguments {
    async_wait "$@"
}

function passed_through_ok {
    all_arguments through-one make_it
    all_arguments through-two make_it
    wait_all_arguments through-one through-two
}

function literal_after_wrapper_ok {
    begin_step three make_it 3
    async_wait step-three
}

function literal_after_wrapper_bad {
    begin_step four make_it 4
    end_steps four
    async_wait four
    #          ^^^^ error[wait-without-start]: nothing starts task 'four'
}

function run_services {
    local service
    for service in "$@"; do
        async_run "run-$service" start_it "$service"
    done
    for service in "$@"; do
        async_wait "run-$service"
    done
}

function list_of_arguments_ok {
    run_services api agent
}

function by_position {
    async_run "$2" "$1"
    async_wait "$2"
}

function swapped_arguments_ok {
    by_position make_it swapped
}

function named_by_function_ok {
    async_runfunc named_here with arguments
    async_wait named_here
}

function named_here {
    echo "$@"
}
