# Two tasks that do different things: a finding for each. Three that do the same: one, which names the others.

function configure_region {
    iniset /etc/nova/nova.conf neutron region_name RegionOne
}
function configure_policy {
    iniset /etc/nova/policy.conf DEFAULT role admin
}
function configure_cell {
    iniset /etc/glance/glance.conf cells cell$1 True
}
function configure_debugging {
    iniset /etc/nova/nova.conf DEFAULT debug True
    iniset /etc/nova/policy.conf DEFAULT debug True
}

async_runfunc configure_region
async_runfunc configure_policy
configure_debugging
#<^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/nova/nova.conf' while task 'configure_region', which does so too, may be running
#<^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/nova/policy.conf' while task 'configure_policy', which does so too, may be running
async_wait configure_region configure_policy

async_run other-cell configure_cell 1
iniset /etc/glance/glance.conf DEFAULT debug True
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/glance/glance.conf' while task 'other-cell', which does so too, may be running
async_wait other-cell
