# What the task produces is used before anybody waited for it.

function write_keys {
    openssl rand -out /etc/nova/nova.key 32
    echo "done" > /etc/nova/nova.state
}
function copies_bad {
    async_runfunc write_keys
    cp /etc/nova/nova.state /tmp/state
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads file '/etc/nova/nova.state' before the wait for task 'write_keys', which rewrites it
    async_wait write_keys
}
function copies_after_wait_ok {
    async_runfunc write_keys
    create_networks
    async_wait write_keys
    cp /etc/nova/nova.state /tmp/state
}
function reads_in_condition_bad {
    async_runfunc write_keys
    if grep -q done /etc/nova/nova.state; then
    #  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads file '/etc/nova/nova.state' before the wait for task 'write_keys', which rewrites it
        create_networks
    fi
    async_wait write_keys
}
function input_redirected_bad {
    local line
    async_runfunc write_keys
    read -r line < /etc/nova/nova.state
    #            ^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads file '/etc/nova/nova.state' before the wait for task 'write_keys', which rewrites it
    async_wait write_keys
}

function create_project {
    openstack project create service
}
# The model of `openstack user create` does not say that it needs the project.
function project_bad {
    async_runfunc create_project
    openstack user create --project service nova
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads project 'service' before the wait for task 'create_project', which creates it
    async_wait create_project
}

function fetch {
    git clone https://example.org/tool $DEST/tool
}
function builds_in_checkout {
    async_runfunc fetch
    make -C $DEST/tool install
   #^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes directory '$DEST/tool' while task 'fetch', which does so too, may be running
    async_wait fetch
}
function lists_other_ok {
    async_runfunc fetch
    make -C $DEST/tools install
    async_wait fetch
}

function through_calls {
    write_state
}
function write_state {
    echo done > /var/lib/example/state
}
function reads_state {
    cat /var/lib/example/state
}
function reads_deep {
    reads_state
}
function calls_on_both_sides_bad {
    async_runfunc through_calls
    reads_deep
   #^^^^^^^^^^ error[use-before-wait]: this reads file '/var/lib/example/state' before the wait for task 'through_calls', which rewrites it
    async_wait through_calls
}
