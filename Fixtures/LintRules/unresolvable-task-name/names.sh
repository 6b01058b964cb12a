# Names of which nothing is known.

function from_a_file_bad {
    local step
    read -r step < "$DEST/next"
    async_run "$step" run_step
    #          ^^^^^ info[unresolvable-task-name]: the task's name '$step' can be anything: starts and waits cannot be paired here
}

function from_a_command_bad {
    async_wait $(list_tasks)
    #          ^^^^^^^^^^^^^ info[unresolvable-task-name]: the task's name '$(list_tasks)' can be anything: starts and waits cannot be paired here
}

function from_indirection_bad {
    async_wait "${!TASK_VARIABLE}"
    #           ^^^^^^^^^^^^^^^^^ info[unresolvable-task-name]: the task's name '${!TASK_VARIABLE}' can be anything: starts and waits cannot be paired here
}

function known_prefix_ok {
    local step
    read -r step < "$DEST/next"
    async_run "step-$step" run_step
    async_wait "step-$step"
}

function known_suffix_ok {
    local step
    step=$(next_step)
    async_run "$step-step" run_step
    async_wait "$step-step"
}

function values_in_the_program_ok {
    local step
    for step in first second; do
        async_run "$step" run_step
    done
    async_wait first second
}

function chosen_by_case_ok {
    local task
    case "$BACKEND" in
        lvm) task=choose-lvm ;;
        *) task=choose-other ;;
    esac
    async_run "$task" make_it
    async_wait "$task"
}
