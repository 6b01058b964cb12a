# A return, exit, break or continue between start and wait.

function returns_early_bad {
    async_run early make_it
    if [[ -e "$MARKER" ]]; then
        return 0
       #^^^^^^^^ warning[task-not-awaited-on-every-path]: the function returns here before task 'early' is awaited
    fi
    async_wait early
}

function returns_in_a_list_bad {
    async_run early-list make_it
    [[ -e "$MARKER" ]] && return
    #                     ^^^^^^ warning[task-not-awaited-on-every-path]: the function returns here before task 'early-list' is awaited
    async_wait early-list
}

function exits_well_bad {
    async_run early-exit make_it
    if [[ -e "$MARKER" ]]; then
        exit 0
       #^^^^^^ warning[task-not-awaited-on-every-path]: the script exits here before task 'early-exit' is awaited
    fi
    async_wait early-exit
}

function breaks_between_bad {
    local host
    for host in one two; do
        async_run "brk-$host" make_it
        if [[ -e "$MARKER" ]]; then
            break
           #^^^^^ warning[task-not-awaited-on-every-path]: the loop is left here before task 'brk-one' is awaited
        fi
        async_wait "brk-$host"
    done
}

function continues_between_bad {
    local host
    for host in one two; do
        async_run "cnt-$host" make_it
        ping_host $host || continue
        #                  ^^^^^^^^ warning[task-not-awaited-on-every-path]: the loop goes on here before task 'cnt-one' is awaited
        async_wait "cnt-$host"
    done
}

function breaks_two_loops_bad {
    local host try
    for host in one two; do
        async_run "two-$host" make_it
        for try in 1 2 3; do
            ping_host $host || break 2
            #                  ^^^^^^^ warning[task-not-awaited-on-every-path]: the loop is left here before task 'two-one' is awaited
        done
        async_wait "two-$host"
    done
}

function dies_between_ok {
    async_run dies make_it
    if [[ -e "$MARKER" ]]; then
        die $LINENO "marker found"
    fi
    async_wait dies
}

function fails_between_ok {
    async_run fails make_it
    configure_it
    test -d "$DEST" || exit 1
    async_wait fails
}

function returns_before_the_start_ok {
    if [[ -e "$MARKER" ]]; then
        return 0
    fi
    async_run after-return make_it
    async_wait after-return
}

function breaks_after_the_wait_ok {
    local host
    for host in one two; do
        async_run "late-$host" make_it
        async_wait "late-$host"
        if [[ -e "$MARKER" ]]; then
            break
        fi
    done
}

function breaks_the_inner_loop_ok {
    local host try
    for host in one two; do
        async_run "inner-$host" make_it
        for try in 1 2 3; do
            ping_host $host && break
        done
        async_wait "inner-$host"
    done
}

function continues_before_the_start_ok {
    local host
    for host in one two; do
        ping_host $host || continue
        async_run "ping-$host" make_it
        async_wait "ping-$host"
    done
}

function returns_and_caller_waits_ok {
    start_and_return
    async_wait by-caller
}

function start_and_return {
    async_run by-caller make_it
    if [[ -e "$MARKER" ]]; then
        return 0
    fi
    configure_it
}

function wait_on_the_way_out_ok {
    async_run way-out make_it
    if [[ -e "$MARKER" ]]; then
        async_wait way-out
        return 0
    fi
    async_wait way-out
}
