# However many accesses meet, a task and a place make one finding.

function configure_side {
    iniset /etc/nova/nova.conf neutron region_name RegionOne
    iniset /etc/nova/nova.conf neutron auth_type password
    iniset /etc/nova/nova.conf neutron username neutron
    iniset /etc/nova/nova-cpu.conf neutron username neutron
}
function configure_debugging {
    iniset /etc/nova/nova.conf DEFAULT debug True
    iniset /etc/nova/nova.conf DEFAULT verbose True
    iniset /etc/nova/nova-cpu.conf DEFAULT debug True
}

async_runfunc configure_side
configure_debugging
#<^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/nova/nova.conf' while task 'configure_side', which does so too, may be running
async_wait configure_side
