# Stop and start apart, units of devstack, and a guard.

function create_flavors {
    openstack flavor create --ram 64 --disk 1 --vcpus 1 m1.nano
}
function stop_and_start_bad {
    async_runfunc create_flavors
    sudo systemctl stop devstack@keystone
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[service-interrupted]: this stops service 'keystone' while task 'create_flavors', which uses it, may be running
    sudo systemctl start devstack@keystone
    async_wait create_flavors
}
function other_unit_ok {
    async_runfunc create_flavors
    sudo systemctl restart devstack@s-proxy
    async_wait create_flavors
}
function guarded_restart_bad {
    async_runfunc create_flavors
    if [[ "$USE_TLS" == "True" ]]; then
        sudo service apache2 restart
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[service-interrupted]: this restarts service 'apache' while task 'create_flavors', which uses service 'keystone', may be running
    fi
    async_wait create_flavors
}
function excluded_restart_ok {
    if [[ "$USE_TLS" != "True" ]]; then
        async_runfunc create_flavors
    fi
    if [[ "$USE_TLS" == "True" ]]; then
        sudo service apache2 restart
    fi
    async_wait create_flavors
}
function enables_ok {
    async_runfunc create_flavors
    sudo systemctl enable apache2
    async_wait create_flavors
}
