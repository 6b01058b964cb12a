# A plugin: started in one phase, changed by another file in the next, awaited in the last.
# file: devstack/plugin.sh
source $DEST/heat/devstack/lib/heat
source $(dirname "${BASH_SOURCE[0]}")/lib/heat-api
if [[ "$1" == "stack" && "$2" == "install" ]]; then
    async_runfunc configure_heat
elif [[ "$1" == "stack" && "$2" == "post-config" ]]; then
    configure_heat_api
   #^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/heat/heat.conf' while task 'configure_heat', which does so too, may be running
    configure_heat_engine
elif [[ "$1" == "stack" && "$2" == "extra" ]]; then
    async_wait configure_heat
    configure_heat_api
fi
# file: devstack/lib/heat
HEAT_CONF_DIR=/etc/heat
HEAT_CONF=$HEAT_CONF_DIR/heat.conf
function configure_heat {
    sudo mkdir -p $HEAT_CONF_DIR
    set_region
}
function set_region {
    iniset $HEAT_CONF DEFAULT region_name RegionOne
}
function configure_heat_engine {
    iniset $HEAT_CONF_DIR/engine.conf DEFAULT workers 2
}
# file: devstack/lib/heat-api
function configure_heat_api {
    sudo sed -i -e 's/^workers.*/workers = 2/' /etc/heat/heat.conf
}
