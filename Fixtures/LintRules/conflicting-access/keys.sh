# The same thing under several names, and several things under similar names.

function configure_unknown {
    iniset $PLACEMENT_CONF DEFAULT debug True
}
function same_unknown_variable_bad {
    async_runfunc configure_unknown
    iniset $PLACEMENT_CONF DEFAULT verbose True
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '$PLACEMENT_CONF' while task 'configure_unknown', which does so too, may be running
    async_wait configure_unknown
}
function two_unknown_variables_ok {
    async_runfunc configure_unknown
    iniset $KEYSTONE_CONF DEFAULT verbose True
    async_wait configure_unknown
}

function configure_argument {
    local file=$1
    iniset "$file" DEFAULT debug True
}
function by_argument_bad {
    async_run side configure_argument /etc/nova/nova.conf
    configure_argument /etc/nova/nova.conf
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/nova/nova.conf' while task 'side', which does so too, may be running
    async_wait side
}
function by_other_argument_ok {
    async_run side configure_argument /etc/nova/nova.conf
    configure_argument /etc/nova/nova-cpu.conf
    async_wait side
}

function writes_relative {
    cd /etc/nova
    echo x > nova.conf
    cd -
}
function writes_in_subshell {
    ( cd /etc/nova && echo x > nova.conf )
}
function relative_bad {
    async_runfunc writes_in_subshell
    iniset /etc/nova/nova.conf DEFAULT debug True
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/nova/nova.conf' while task 'writes_in_subshell', which rewrites it, may be running
    async_wait writes_in_subshell
}

function temporary {
    local file
    file=$(mktemp)
    echo x > "$file"
    rm "$file"
}
function temporary_each_ok {
    async_runfunc temporary
    temporary
    async_wait temporary
}
