# What a file sets and defines is lost where a task sources it.

function sources_only_bad {
    async_run load source lib/extra
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[shell-state-lost]: task 'load' only sources 'lib/extra', whose variables and functions it has in a child shell, which its caller does not see
    async_wait load
    extra_function
}

function defines_for_others {
    function made_in_a_task_bad { echo made; }
    #        ^^^^^^^^^^^^^^^^^^ error[shell-state-lost]: task 'defines_for_others' defines the function 'made_in_a_task_bad' in a child shell: where it is called later, it is missing
}
function calls_it_later {
    async_runfunc defines_for_others
    async_wait defines_for_others
    made_in_a_task_bad
}

function defines_for_itself {
    function used_in_the_task_ok { echo used; }
    used_in_the_task_ok
}
function calls_it_nowhere_else {
    async_runfunc defines_for_itself
    create_flavors
    async_wait defines_for_itself
}

function reads_credentials_ok {
    source $DEST/openrc admin admin
    openstack flavor list
}
function credentials_for_one_task {
    async_runfunc reads_credentials_ok
    create_flavors
    async_wait reads_credentials_ok
}
