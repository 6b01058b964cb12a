# Loops, groups and functions around the start.

function in_a_group_piped_bad {
    {
        async_runfunc list_flavors
       #^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'list_flavors' stands in a pipeline: it is started in a child shell, and its output is not piped
        async_wait list_flavors
    } | tee /tmp/flavors
}
function captures_a_function {
    local text
    text=$(starts_something_bad)
    echo "$text"
}
function starts_something_bad {
    async_runfunc list_flavors
   #^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'list_flavors' stands in a command substitution, which waits until the task closes its output, and so possibly for ever
    ls
    async_wait list_flavors
}
function loop_redirected_bad {
    local i
    for i in 1 2; do
        async_run list-$i openstack flavor list
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[task-output-captured]: the start of task 'list-1' is redirected: what the task prints goes to its log, not there
    done > /tmp/flavors
    create_networks
    async_wait list-{1,2}
}
