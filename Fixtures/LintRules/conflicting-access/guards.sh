# Conditions that exclude each other, and those that do not.

function configure_side {
    iniset /etc/nova/nova.conf neutron region_name RegionOne
}

function excluded_ok {
    if [[ "$MODE" == "side" ]]; then
        async_runfunc configure_side
    fi
    if [[ "$MODE" != "side" ]]; then
        iniset /etc/nova/nova.conf DEFAULT debug True
    fi
    async_wait configure_side
}

function both_guarded_bad {
    if is_service_enabled neutron; then
        async_runfunc configure_side
    fi
    if [[ "$DEBUG" == "True" ]]; then
        iniset /etc/nova/nova.conf DEFAULT debug True
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/nova/nova.conf' while task 'configure_side', which does so too, may be running
    fi
    async_wait configure_side
}

function alternatives_ok {
    if [[ "$MODE" == "side" ]]; then
        async_runfunc configure_side
    else
        iniset /etc/nova/nova.conf DEFAULT debug True
    fi
    async_wait configure_side
}

function wait_on_one_path_bad {
    async_runfunc configure_side
    if [[ "$MODE" == "side" ]]; then
        async_wait configure_side
    fi
    iniset /etc/nova/nova.conf DEFAULT debug True
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/nova/nova.conf' while task 'configure_side', which does so too, may be running
    async_wait configure_side
}

function returns_before_ok {
    async_runfunc configure_side
    if [[ "$MODE" == "side" ]]; then
        async_wait configure_side
        return
    fi
    async_wait configure_side
    iniset /etc/nova/nova.conf DEFAULT debug True
}

function guarded_inside {
    if [[ "$MODE" == "side" ]]; then
        iniset /etc/nova/nova.conf neutron region_name RegionOne
    fi
}
function task_guarded_inside_ok {
    async_runfunc guarded_inside
    if [[ "$MODE" == "main" ]]; then
        iniset /etc/nova/nova.conf DEFAULT debug True
    fi
    async_wait guarded_inside
}
