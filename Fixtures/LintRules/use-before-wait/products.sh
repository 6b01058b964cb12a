# What a task makes is needed before it is awaited.

function make_network { openstack network create net-1; }
function subnet_of_it_bad {
    async_run net-1 make_network
    openstack subnet create --network net-1 --subnet-range 10.1.0.0/24 sub-1
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads network 'net-1' before the wait for task 'net-1', which creates it
    async_wait net-1
}
function subnet_of_another_ok {
    async_run net-2 make_network
    openstack subnet create --network net-2 --subnet-range 10.2.0.0/24 sub-2
    async_wait net-2
}

function make_image { openstack image create --file $DEST/cirros.img cirros; }
function server_from_it_bad {
    async_run image make_image
    openstack server create --image cirros --flavor m1.nano vm
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads image 'cirros' before the wait for task 'image', which creates it
    async_wait image
}

function make_user { openstack user create worker; }
function role_for_it_bad {
    async_run worker make_user
    openstack role add --user worker --project service member
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads user 'worker' before the wait for task 'worker', which creates it
    async_wait worker
}

function write_conf { iniset /etc/foo/foo.conf DEFAULT a b; }
function service_with_it_bad {
    async_run conf-1 write_conf
    run_process foo-api "$FOO_BIN/foo-api --config-file /etc/foo/foo.conf"
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads file '/etc/foo/foo.conf' before the wait for task 'conf-1', which changes it
    async_wait conf-1
}
function service_with_another_ok {
    async_run conf-2 write_conf
    run_process bar-api "$FOO_BIN/bar-api --config-file /etc/bar/bar.conf"
    async_wait conf-2
}

function install_agent { install -m 755 agent $DEST/bin/agent; }
function binary_being_copied_bad {
    async_run agent install_agent
    run_process agent "$DEST/bin/agent --config x"
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this runs file '$DEST/bin/agent' before the wait for task 'agent', which changes it
    async_wait agent
}

function sync_database { recreate_database baz; $BAZ_BIN/baz-manage --config-file /etc/baz/baz.conf db sync; }
function database_of_it_bad {
    async_run baz sync_database
    run_process baz-conductor "$BAZ_BIN/baz-conductor --config-file /etc/baz/baz.conf"
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads the database that '/etc/baz/baz.conf' names before the wait for task 'baz', which changes it
    async_wait baz
}

function fill_volume { sudo docker run --rm -v $DATA_DIR/pki:/data make-certs; }
function container_on_it_bad {
    async_run pki fill_volume
    run_process tls "docker run -v $DATA_DIR/pki:/srv/pki tls-image"
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads directory '$DATA_DIR/pki' before the wait for task 'pki', which changes it
    async_wait pki
}
function container_elsewhere_ok {
    async_run pki-2 fill_volume
    run_process tls "docker run -v $DATA_DIR/other:/srv/pki tls-image"
    async_wait pki-2
}

function build_container { sudo docker build -t my-agent $DEST/agent; }
function runs_the_image_bad {
    async_run built build_container
    sudo docker run -d --name agent my-agent
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads container image 'my-agent' before the wait for task 'built', which creates it
    async_wait built
}

function add_bridge { sudo ovs-vsctl --may-exist add-br br-new; }
function bridge_is_needed_bad {
    async_run bridge add_bridge
    sudo ip link set mtu 1450 dev br-new
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this changes network setting 'link/br-new' before the wait for task 'bridge', which adds to it
    async_wait bridge
}
function another_bridge_ok {
    async_run bridge-2 add_bridge
    sudo ip link set mtu 1450 dev br-old
    async_wait bridge-2
}

function write_rc { echo "TOKEN=$1" > $DEST/token.rc; }
function sourced_bad {
    async_run rc write_rc a
    source $DEST/token.rc
   #^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads file '$DEST/token.rc' before the wait for task 'rc', which rewrites it
    async_wait rc
}

function write_unit { write_user_unit_file devstack@worker.service "$DEST/bin/worker" "" stack; }
function started_unit_bad {
    async_run unit write_unit
    start_service devstack@worker
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads file '/etc/systemd/system/devstack@worker.service' before the wait for task 'unit', which changes it
    async_wait unit
}

function start_placement { start_service devstack@placement-api; }
function front_is_asked_ok {
    async_run placement start_placement
    wait_for_service 60 http://$SERVICE_HOST/image
    async_wait placement
}
