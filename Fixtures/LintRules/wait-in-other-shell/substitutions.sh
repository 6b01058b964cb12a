# Substitutions of every kind.

function process_substitution_bad {
    async_run proc-sub make_it
    configure_it
    cat < <(async_wait proc-sub)
    #                  ^^^^^^^^ error[wait-in-other-shell]: task 'proc-sub' is started in the script's own shell and awaited in a process substitution, where it is no child
}

function in_a_condition_bad {
    async_run cond-sub make_it
    configure_it
    if [[ "$(async_wait cond-sub)" == "done" ]]; then
    #                   ^^^^^^^^ error[wait-in-other-shell]: task 'cond-sub' is started in the script's own shell and awaited in a command substitution, where it is no child
        configure_it
    fi
}

function in_an_argument_bad {
    async_run arg-sub make_it
    configure_it
    echo "$(async_wait arg-sub)"
    #                  ^^^^^^^ error[wait-in-other-shell]: task 'arg-sub' is started in the script's own shell and awaited in a command substitution, where it is no child
}

function in_a_nested_subshell_bad {
    async_run deep-sub make_it
    ( cd "$DEST"; ( async_wait deep-sub ) )
    #                          ^^^^^^^^ error[wait-in-other-shell]: task 'deep-sub' is started in the script's own shell and awaited in a subshell, where it is no child
}

function through_a_function {
    async_run by-function make_it
    configure_it
    local output
    output=$(collect_in_child_bad)
}

function collect_in_child_bad {
    async_wait by-function
    #          ^^^^^^^^^^^ error[wait-in-other-shell]: task 'by-function' is started in the script's own shell and awaited in a command substitution, where it is no child
}

function first_of_a_pipeline_function_bad {
    run_in_pipe | tee "$DEST/log"
    async_wait from-pipe
    #          ^^^^^^^^^ error[wait-in-other-shell]: task 'from-pipe' is started in a pipeline's child shell and awaited in the script's own shell, where it is no child
}

function run_in_pipe {
    async_run from-pipe make_it
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'from-pipe' stands in a pipeline: it is started in a child shell, and its output is not piped
}

function other_work_in_a_subshell_ok {
    async_run outside make_it
    ( cd "$DEST" && make install )
    async_wait outside
}

function substitution_in_the_arguments_ok {
    async_run with-sub make_it "$(hostname)"
    configure_it
    async_wait with-sub
}

function name_by_substitution_ok {
    async_run "on-$(hostname)" make_it
    configure_it
    async_wait "on-$(hostname)"
}
