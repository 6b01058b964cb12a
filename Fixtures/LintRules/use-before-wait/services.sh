# A service that a task starts, and a client that calls it before the wait.

function start_keystone {
    sudo systemctl start devstack@keystone
}
function calls_before_wait_bad {
    async_runfunc start_keystone
    openstack project list
   #^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this uses service 'keystone' before the wait for task 'start_keystone', which starts it
    async_wait start_keystone
}
function calls_after_wait_ok {
    async_runfunc start_keystone
    ls
    async_wait start_keystone
    openstack project list
}
function create_network {
    openstack network create private
}
function shows_network_bad {
    async_runfunc create_network
    openstack network show private
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads network 'private' before the wait for task 'create_network', which creates it
    async_wait create_network
}
function shows_other_network_ok {
    async_runfunc create_network
    openstack network show public
    async_wait create_network
}
