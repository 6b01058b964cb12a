# Helpers called in every form that bash has.

function with_redirection_ok {
    async_run redirected make_it 2> "$DEST/errors"
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'redirected' is redirected: what the task prints goes to its log, not there
    configure_it
    async_wait redirected > /dev/null 2>&1
}

function with_assignment_ok {
    LANG=C async_run assigned make_it
    configure_it
    LANG=C async_wait assigned
}

function timed_ok {
    async_run timed make_it
    configure_it
    time async_wait timed
}

function negated_ok {
    async_run negated-call make_it
    configure_it
    ! async_wait negated-call
}

function tolerated_ok {
    async_run tolerated make_it
    configure_it
    async_wait tolerated || true
}

function group_in_a_list_ok {
    [[ -n "$START_IT" ]] && {
        async_run in-list-group make_it
    }
    configure_it
    async_wait in-list-group
}

function several_on_one_line_ok {
    async_run line-a make_it; async_run line-b make_it; configure_it; async_wait line-a; async_wait line-b
}

function status_kept_ok {
    local status=0
    async_run status-kept make_it
    configure_it
    async_wait status-kept || status=$?
    return $status
}

function body_with_options_ok {
    async_run with-options make_it --name other -- rest
    configure_it
    async_wait with-options
}

function text_is_no_call_ok {
    echo "async_wait in-a-string"
    cat <<TEXT
async_wait in-a-here-document
TEXT
    # async_wait in-a-comment
}

function tested_for_ok {
    type async_wait > /dev/null
    async_run tested-for make_it
    configure_it
    async_wait tested-for
}

function in_arithmetic_of_a_condition_bad {
    if ((COUNT > 1)); then
        async_wait counted-nowhere
        #          ^^^^^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'counted-nowhere'
    fi
}

function in_the_else_branch_bad {
    if is_service_enabled n-api; then
        configure_it
    elif [[ -n "$OTHER" ]]; then
        configure_it
    else
        async_wait else-nowhere
        #          ^^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'else-nowhere'
    fi
}

function in_a_here_document_bad {
    cat <<TEXT
$(async_wait here-nowhere)
TEXT
}

function not_ours_ok {
    my_async_wait some-name
    "$TOOL" async_wait some-name
}
# at 92:14-25 error[wait-without-start]: nothing starts task 'here-nowhere'
