# What a comment states of a command goes before what is known of it.

function edits_by_program {
    # devstack-async: writes=file:/etc/own/own.conf a program of our own
    own-tool --configure
}
function unknown_command_bad {
    async_runfunc edits_by_program
    iniset /etc/own/own.conf DEFAULT debug True
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/own/own.conf' while task 'edits_by_program', which does so too, may be running
    async_wait edits_by_program
}

function edits_by_argument {
    # devstack-async: reads=file:/etc/$1.conf writes=database:$2,database:other
    own-tool $1 $2
}
function operands_bad {
    async_run edit edits_by_argument own side
    mysql -e "CREATE DATABASE side"
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes database 'side' while task 'edit', which does so too, may be running
    mysql -e "CREATE DATABASE third"
    mysql -e "CREATE DATABASE other"
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes database 'other' while task 'edit', which does so too, may be running
    async_wait edit
}

function configure_side {
    iniset /etc/nova/nova.conf neutron region_name RegionOne
}
function of_a_function_ok {
    async_runfunc configure_side
    # devstack-async: effects=none a stand-in without a configuration
    configure_again
    async_wait configure_side
}
function configure_again {
    iniset /etc/nova/nova.conf DEFAULT debug True
}
function without_comment_bad {
    async_runfunc configure_side
    configure_again
   #^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/nova/nova.conf' while task 'configure_side', which does so too, may be running
    async_wait configure_side
}

function starts_and_edits {
    configure_again
    async_runfunc configure_side
}
function tasks_are_followed_bad {
    # devstack-async: writes=file:/etc/own/own.conf
    starts_and_edits
    iniset /etc/nova/nova.conf DEFAULT verbose True
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/nova/nova.conf' while task 'configure_side', which does so too, may be running
    async_wait configure_side
}

function of_a_start_bad {
    # devstack-async: writes=database:side
    async_run side configure_again
    iniset /etc/nova/nova.conf DEFAULT verbose True
    mysql -e "CREATE DATABASE side"
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes database 'side' while task 'side', which does so too, may be running
    async_wait side
}

function in_a_condition_bad {
    async_runfunc configure_side
    # devstack-async: adds=file:/etc/nova/nova.conf
    if own-tool | grep -q yes; then
    #  ^^^^^^^^ error[conflicting-access]: this adds to file '/etc/nova/nova.conf' while task 'configure_side', which changes it, may be running
        create_networks
    fi
    async_wait configure_side
}

function edits_by_variable {
    # devstack-async: writes=file:$OWN_CONF_DIR/own.conf
    own-tool
}
function variables_bad {
    OWN_CONF_DIR=/etc/own
    async_runfunc edits_by_variable
    iniset /etc/own/own.conf DEFAULT debug True
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/own/own.conf' while task 'edits_by_variable', which does so too, may be running
    iniset /etc/own/other.conf DEFAULT debug True
    async_wait edits_by_variable
}
