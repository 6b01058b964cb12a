# One side names the file by variables, the other by its path.
NOVA_CONF_DIR=${NOVA_CONF_DIR:-/etc/nova}
NOVA_CONF=$NOVA_CONF_DIR/nova.conf

function configure_by_variable {
    iniset $NOVA_CONF neutron region_name RegionOne
}

function configure_by_path {
    iniset $NOVA_CONF_DIR/nova.conf DEFAULT debug True
}

NOVA_CONF_DIR=/etc/nova
NOVA_CONF=$NOVA_CONF_DIR/nova.conf
async_runfunc configure_by_variable
iniset /etc/nova/nova.conf DEFAULT debug True
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/nova/nova.conf' while task 'configure_by_variable', which does so too, may be running
configure_by_path
#<^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/nova/nova.conf' while task 'configure_by_variable', which does so too, may be running
async_wait configure_by_variable
