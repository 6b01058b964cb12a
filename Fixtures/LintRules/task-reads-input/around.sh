# Input is given around the call, or taken away from a part of it.

function asks {
    local answer
    read -r answer
    echo "$answer"
}
function reads_for_all {
    while asks; do :; done < /etc/hosts
}
function input_around_ok {
    async_runfunc reads_for_all
    create_networks
    async_wait reads_for_all
}
function piped_into_function {
    echo yes | asks
}
function piped_ok {
    async_runfunc piped_into_function
    create_networks
    async_wait piped_into_function
}
function reads_twice {
    asks < /etc/hosts
    asks
}
function second_read_bad {
    async_runfunc reads_twice
   #^^^^^^^^^^^^^^^^^^^^^^^^^ warning[task-reads-input]: task 'reads_twice' runs 'read -r answer', which reads standard input, and a task has none
    create_networks
    async_wait reads_twice
}
function guarded_question {
    if [[ "$INTERACTIVE" == "True" ]]; then
        asks
    fi
}
function guarded_bad {
    async_runfunc guarded_question
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[task-reads-input]: task 'guarded_question' runs 'read -r answer', which reads standard input, and a task has none
    create_networks
    async_wait guarded_question
}
