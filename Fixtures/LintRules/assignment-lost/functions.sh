# Each task function carries the verdict: the assignment is what is reported.

function sets_network_bad {
    NET_ID=$(openstack network show -f value -c id private)
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'sets_network_bad' assigns 'NET_ID' in a child shell: where it is read later, the value is missing
}
function reads_after_wait {
    async_runfunc sets_network_bad
    create_flavors
    async_wait sets_network_bad
    iniset /etc/nova/nova.conf neutron network "$NET_ID"
}

function sets_address_bad {
    local name=$1
    ADDRESS="10.0.0.$name"
   #^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'address' assigns 'ADDRESS' in a child shell: where it is read later, the value is missing
}
function reads_before_wait {
    async_run address sets_address_bad 5
    ping -c 1 $ADDRESS
    async_wait address
}

function sets_deep_bad {
    DEEP_VALUE=$(date +%s)
   #^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'calls_deep' assigns 'DEEP_VALUE' in a child shell: where it is read later, the value is missing
}
function calls_deep {
    sets_deep_bad
}
function reads_deep {
    echo "$DEEP_VALUE"
}
function starts_deep {
    async_runfunc calls_deep
    create_flavors
    async_wait calls_deep
    reads_deep
}

function exports_bad {
    export CINDER_TOKEN=$(openstack token issue -f value -c id)
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'exports_bad' assigns 'CINDER_TOKEN' in a child shell: where it is read later, the value is missing
}
function reads_exported {
    async_runfunc exports_bad
    create_flavors
    async_wait exports_bad
    curl -H "X-Auth-Token: $CINDER_TOKEN" http://127.0.0.1:8776/
}

function appends_bad {
    EXTRA_HOSTS+=" $(hostname)"
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'appends_bad' assigns 'EXTRA_HOSTS' in a child shell: where it is read later, the value is missing
}
function loops_over_appended {
    local host
    async_runfunc appends_bad
    create_flavors
    async_wait appends_bad
    for host in $EXTRA_HOSTS; do
        echo "$host"
    done
}

function sets_for_condition_bad {
    HAS_DVR=True
   #^^^^^^^^^^^^ error[assignment-lost]: task 'sets_for_condition_bad' assigns 'HAS_DVR' in a child shell: where it is read later, the value is missing
}
function tests_later {
    async_runfunc sets_for_condition_bad
    create_flavors
    async_wait sets_for_condition_bad
    if [[ "$HAS_DVR" == "True" ]]; then
        create_router
    fi
}

function sets_for_task_bad {
    SHARED_TOKEN=$(openssl rand -hex 8)
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'sets_for_task_bad' assigns 'SHARED_TOKEN' in a child shell: where it is read later, the value is missing
}
function uses_in_task {
    curl -H "X: $SHARED_TOKEN" http://127.0.0.1/
}
function task_after_task {
    async_runfunc sets_for_task_bad
    create_flavors
    async_wait sets_for_task_bad
    async_runfunc uses_in_task
    create_flavors
    async_wait uses_in_task
}

function reads_into_bad {
    read -r FIRST_HOST < /etc/hosts
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'reads_into_bad' assigns 'FIRST_HOST' in a child shell: where it is read later, the value is missing
}
function uses_what_was_read {
    async_runfunc reads_into_bad
    create_flavors
    async_wait reads_into_bad
    echo "$FIRST_HOST"
}

function comes_too_late_bad {
    EARLY_HOST=$(hostname)
   #^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'early' assigns 'EARLY_HOST' in a child shell: where it is read later, the value is missing
}
function read_before_it_is_home {
    async_run --carry EARLY_HOST --timeout 60 early comes_too_late_bad
    echo "$EARLY_HOST"
    async_wait --timeout 90 early
}
