# Start and wait in different shell processes.

function start_in_a_subshell_bad {
    ( async_run in-subshell make_it )
    async_wait in-subshell
    #          ^^^^^^^^^^^ error[wait-in-other-shell]: task 'in-subshell' is started in a subshell and awaited in the script's own shell, where it is no child
}

function wait_in_a_subshell_bad {
    async_run sub-wait make_it
    ( cd "$DEST"; async_wait sub-wait )
    #                        ^^^^^^^^ error[wait-in-other-shell]: task 'sub-wait' is started in the script's own shell and awaited in a subshell, where it is no child
}

function start_in_a_pipeline_bad {
    async_run piped make_it | tee "$DEST/log"
   #^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'piped' stands in a pipeline: it is started in a child shell, and its output is not piped
    async_wait piped
    #          ^^^^^ error[wait-in-other-shell]: task 'piped' is started in a pipeline's child shell and awaited in the script's own shell, where it is no child
}

function wait_in_a_pipeline_bad {
    async_run pipe-wait make_it
    async_wait pipe-wait 2>&1 | tee "$DEST/log"
    #          ^^^^^^^^^ error[wait-in-other-shell]: task 'pipe-wait' is started in the script's own shell and awaited in a pipeline's child shell, where it is no child
}

function loop_in_a_pipeline_bad {
    local name
    async_run read-one make_it
    echo one | while read -r name; do
        async_wait read-one
        #          ^^^^^^^^ error[wait-in-other-shell]: task 'read-one' is started in the script's own shell and awaited in a pipeline's child shell, where it is no child
    done
}

function wait_in_a_substitution_bad {
    local output
    async_run substituted make_it
    output=$(async_wait substituted)
    #                   ^^^^^^^^^^^ error[wait-in-other-shell]: task 'substituted' is started in the script's own shell and awaited in a command substitution, where it is no child
}

function start_in_a_substitution_bad {
    local output
    output=$(async_run sub-start make_it)
    #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'sub-start' stands in a command substitution, which waits until the task closes its output, and so possibly for ever
    async_wait sub-start
    #          ^^^^^^^^^ error[wait-in-other-shell]: task 'sub-start' is started in a command substitution and awaited in the script's own shell, where it is no child
}

function wait_in_back_quotes_bad {
    local output
    async_run back-quoted make_it
    output=`async_wait back-quoted`
    #                  ^^^^^^^^^^^ error[wait-in-other-shell]: task 'back-quoted' is started in the script's own shell and awaited in a command substitution, where it is no child
}

function wait_in_the_background_bad {
    async_run background make_it
    async_wait background &
    #          ^^^^^^^^^^ error[wait-in-other-shell]: task 'background' is started in the script's own shell and awaited in a background shell, where it is no child
}

function group_in_the_background_bad {
    async_run grouped make_it
    {
        configure_it
        async_wait grouped
        #          ^^^^^^^ error[wait-in-other-shell]: task 'grouped' is started in the script's own shell and awaited in a background shell, where it is no child
    } &
}

function started_by_a_task {
    async_run nested-task make_it
}

function wait_for_a_task_of_a_task_bad {
    async_runfunc started_by_a_task
    async_wait started_by_a_task
    async_wait nested-task
    #          ^^^^^^^^^^^ error[wait-in-other-shell]: task 'nested-task' is started inside another task and awaited in the script's own shell, where it is no child
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
       #^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'in-group' is redirected: what the task prints goes to its log, not there
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
        #          ^^^^^^^^^ warning[unbounded-fan-out]: the loop starts task 'row-$name' in every round and awaits none: nothing bounds how many run at once
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
