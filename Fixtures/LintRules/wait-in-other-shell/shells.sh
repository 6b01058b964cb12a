# Start and wait in different shell processes.

function start_in_a_subshell_bad {
    ( async_run in-subshell make_it )
    async_wait in-subshell
    #          ^^^^^^^^^^^ error[wait-in-other-shell]
}

function wait_in_a_subshell_bad {
    async_run sub-wait make_it
    ( cd "$DEST"; async_wait sub-wait )
    #                        ^^^^^^^^ error[wait-in-other-shell]
}

function start_in_a_pipeline_bad {
    async_run piped make_it | tee "$DEST/log"
    async_wait piped
    #          ^^^^^ error[wait-in-other-shell]
}

function wait_in_a_pipeline_bad {
    async_run pipe-wait make_it
    async_wait pipe-wait 2>&1 | tee "$DEST/log"
    #          ^^^^^^^^^ error[wait-in-other-shell]
}

function loop_in_a_pipeline_bad {
    local name
    async_run read-one make_it
    echo one | while read -r name; do
        async_wait read-one
        #          ^^^^^^^^ error[wait-in-other-shell]
    done
}

function wait_in_a_substitution_bad {
    local output
    async_run substituted make_it
    output=$(async_wait substituted)
    #                   ^^^^^^^^^^^ error[wait-in-other-shell]
}

function start_in_a_substitution_bad {
    local output
    output=$(async_run sub-start make_it)
    async_wait sub-start
    #          ^^^^^^^^^ error[wait-in-other-shell]
}

function wait_in_back_quotes_bad {
    local output
    async_run back-quoted make_it
    output=`async_wait back-quoted`
    #                  ^^^^^^^^^^^ error[wait-in-other-shell]
}

function wait_in_the_background_bad {
    async_run background make_it
    async_wait background &
    #          ^^^^^^^^^^ error[wait-in-other-shell]
}

function group_in_the_background_bad {
    async_run grouped make_it
    {
        configure_it
        async_wait grouped
        #          ^^^^^^^ error[wait-in-other-shell]
    } &
}

function started_by_a_task {
    async_run nested-task make_it
}

function wait_for_a_task_of_a_task_bad {
    async_runfunc started_by_a_task
    async_wait started_by_a_task
    async_wait nested-task
    #          ^^^^^^^^^^^ error[wait-in-other-shell]
}

function both_in_one_subshell_ok {
    (
        cd "$DEST"
        async_run inside make_it
        async_wait inside
    )
}

function group_ok {
    {
        async_run in-group make_it
        configure_it
    } > "$DEST/log"
    async_wait in-group
}

function body_that_is_a_subshell() (
    cd "$DEST"
    async_run sub-body make_it
    async_wait sub-body
)

function calls_a_subshell_body_ok {
    body_that_is_a_subshell
}

function loop_with_redirection_ok {
    local name
    while read -r name; do
        async_run "row-$name" make_it
        #          ^^^^^^^^^ warning[unbounded-fan-out]
    done < "$DEST/rows"
    while read -r name; do
        async_wait "row-$name"
    done < "$DEST/rows"
}

function conditional_command_ok {
    async_run judged-here make_it
    if async_wait judged-here && [[ -n "$(ls "$DEST")" ]]; then
        configure_it
    fi
}
