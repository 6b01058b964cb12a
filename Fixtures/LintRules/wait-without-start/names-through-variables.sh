# Harmless rewrites of a literal name.

function through_a_local_ok {
    local task=var-one
    async_run $task make_it
    async_wait "$task"
}

function variable_started_literal_awaited_ok {
    local task=var-two
    async_run "$task" make_it
    async_wait var-two
}

function through_two_locals_ok {
    local service=compute
    local task="init-${service}"
    async_run "$task" make_it
    async_wait init-compute
}

function through_an_array_ok {
    local -a tasks=(arr-one arr-two)
    async_run arr-one make_it
    async_run arr-two make_it
    async_wait "${tasks[@]}"
}

function array_that_grows_ok {
    local -a tasks=()
    async_run grow-one make_it
    tasks+=(grow-one)
    if is_service_enabled more; then
        async_run grow-two make_it
        tasks+=(grow-two)
    fi
    async_wait "${tasks[@]}"
}

function string_that_grows_ok {
    local tasks=""
    async_run str-one make_it
    tasks+=" str-one"
    async_run str-two make_it
    tasks="$tasks str-two"
    async_wait $tasks
}

function array_with_a_wrong_name_bad {
    local -a tasks=(wrong-one wrong-two)
    async_run wrong-one make_it
    async_wait "${tasks[@]}"
    #           ^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'wrong-two'
}

function variable_with_a_wrong_name_bad {
    local task=var-absent
    async_wait $task
    #          ^^^^^ error[wait-without-start]: nothing starts task 'var-absent'
}

function one_of_two_values_ok {
    local task=either-a
    if is_service_enabled b; then
        task=either-b
    fi
    async_run "$task" make_it
    async_wait "$task"
}

function default_value_ok {
    local task=${TASK_NAME:-default-name}
    async_run "$task" make_it
    async_wait "$task"
}

function removed_suffix_ok {
    local file=plain.conf
    async_run "${file%.conf}" make_it
    async_wait plain
}

function read_only_ok {
    local -r task=constant-name
    async_run $task make_it
    async_wait $task
}

function printed_into_a_variable_ok {
    local task
    printf -v task 'printed-%s' one
    async_run "$task" make_it
    async_wait "$task"
}
