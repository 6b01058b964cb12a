# What a task prints goes to its log, and is shown at its wait.

function redirected_bad {
    async_run flavors openstack flavor list > /tmp/flavors
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'flavors' is redirected: what the task prints goes to its log, not there
    create_networks
    async_wait flavors
}

function errors_redirected_bad {
    async_runfunc list_flavors 2> /dev/null
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'list_flavors' is redirected: what the task prints goes to its log, not there
    create_networks
    async_wait list_flavors
}

function appended_bad {
    async_runfunc list_flavors >> /tmp/flavors 2>&1
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'list_flavors' is redirected: what the task prints goes to its log, not there
    create_networks
    async_wait list_flavors
}

function piped_bad {
    async_runfunc list_flavors | tee /tmp/flavors
   #^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'list_flavors' stands in a pipeline: it is started in a child shell, and its output is not piped
    create_networks
}

function captured_bad {
    local output
    output=$(async_runfunc list_flavors)
    #        ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'list_flavors' stands in a command substitution, which waits until the task closes its output, and so possibly for ever
    create_networks
    echo "$output"
}

function input_given_bad {
    async_runfunc load_flavors < /tmp/flavors
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'load_flavors' is given input, which a task does not get
    create_networks
    async_wait load_flavors
}

function inside_ok {
    async_runfunc list_into_file
    create_networks
    async_wait list_into_file
}
function list_into_file {
    openstack flavor list > /tmp/flavors
}

function wait_redirected_ok {
    async_runfunc list_flavors
    create_networks
    async_wait list_flavors > /tmp/log
}

function descriptor_of_group_ok {
    {
        async_runfunc list_flavors
        create_networks
        async_wait list_flavors
    } 2> /tmp/errors
}
