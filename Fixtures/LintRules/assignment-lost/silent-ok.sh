# Nothing is lost that anybody misses.

function local_only {
    local ID
    ID=$(openstack network show -f value -c id private)
    echo "$ID"
}
function reads_own_ok {
    async_runfunc local_only
    create_flavors
    async_wait local_only
    echo "$ID"
}

function sets_reassigned {
    NODE=$(hostname)
}
function reassigned_ok {
    async_runfunc sets_reassigned
    create_flavors
    async_wait sets_reassigned
    NODE=$(hostname -f)
    echo "$NODE"
}

function sets_unread {
    SCRATCH=$(mktemp)
    echo x > "$SCRATCH"
}
function unread_ok {
    async_runfunc sets_unread
    create_flavors
    async_wait sets_unread
}

function sets_guarded {
    if [[ "$MODE" == "fast" ]]; then
        PLACE=$(pwd)
    fi
}
function excluded_ok {
    async_runfunc sets_guarded
    create_flavors
    async_wait sets_guarded
    if [[ "$MODE" != "fast" ]]; then
        echo "$PLACE"
    fi
}

function sets_in_subshell {
    ( INNER=$(hostname); echo "$INNER" )
}
function in_subshell_ok {
    async_runfunc sets_in_subshell
    create_flavors
    async_wait sets_in_subshell
    echo "$INNER"
}

function sets_same {
    REGION=RegionOne
}
function same_value_ok {
    REGION=RegionOne
    async_runfunc sets_same
    create_flavors
    async_wait sets_same
    echo "$REGION"
}

function loop_variable {
    local host
    for host in a b; do ping -c 1 $host; done
}
function shadowed_ok {
    local host=c
    async_runfunc loop_variable
    create_flavors
    async_wait loop_variable
    echo "$host"
}

function sets_for_itself {
    OWN=$(hostname)
    echo "$OWN"
}
function read_inside_ok {
    async_runfunc sets_for_itself
    create_flavors
    async_wait sets_for_itself
}

function temporary_assignment {
    LANG=C sort /etc/hosts
}
function temporary_ok {
    async_runfunc temporary_assignment
    create_flavors
    async_wait temporary_assignment
    echo "$LANG"
}

function finds_for_later {
    LATER_HOST=$(hostname)
}
function carried_ok {
    async_run --carry LATER_HOST host finds_for_later
    create_flavors
    async_wait host
    echo "$LATER_HOST"
}
