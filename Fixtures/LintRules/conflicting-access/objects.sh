# Objects of APIs: different ones do not meet.

function create_flavor {
    openstack flavor create --ram 64 --disk 1 --vcpus 1 $1
}
function other_object_ok {
    async_run flavor create_flavor m1.tiny
    openstack flavor create --ram 128 --disk 1 --vcpus 1 m1.small
    async_wait flavor
}
function same_object_bad {
    async_run flavor create_flavor m1.tiny
    openstack flavor create --ram 64 --disk 1 --vcpus 1 m1.tiny
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this creates flavor 'm1.tiny' while task 'flavor', which does so too, may be running
    async_wait flavor
}
function other_type_ok {
    async_run flavor create_flavor example
    openstack project create example
    async_wait flavor
}
