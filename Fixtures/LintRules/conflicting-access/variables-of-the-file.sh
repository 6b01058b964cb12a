# A function that nothing calls is followed by itself: what the top of its file assigns is not known there.
NOVA_CONF=/etc/nova/nova.conf

function configure_by_variable {
    iniset $NOVA_CONF neutron region_name RegionOne
}

function false_negative_variable_and_literal {
    async_runfunc configure_by_variable
    iniset /etc/nova/nova.conf DEFAULT debug True
    async_wait configure_by_variable
}
