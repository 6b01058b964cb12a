# Calls after which the script has other work. Each function exports something, so that none of them is a task as a whole.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}

function create_object {
    openstack "$1" create "$2"
}

function other_work_first_bad {
    export STEP=other_work_first_bad
    create_object project demo
    git clone https://opendev.example/images $DEST/images
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info[could-run-in-background]: 'git clone https://opendev.example/images $DEST/images' could run in the background: nothing needs it right after this
    openstack project show demo
}

function nothing_after_bad {
    export STEP=nothing_after_bad
    if is_service_enabled mail; then
        create_object user postmaster
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info[could-run-in-background]: 'create_object user postmaster' could run in the background: nothing needs it right after this
    fi
    git clone https://opendev.example/mail $DEST/mail
}

function needed_at_once_ok {
    export STEP=needed_at_once_ok
    create_object user bob
    openstack user show bob
}

function too_short_ok {
    export STEP=too_short_ok
    touch $DEST/started
    git clone https://opendev.example/tools $DEST/tools
}

function status_is_used_ok {
    export STEP=status_is_used_ok
    create_object project maybe
    echo "that was $?"
    git clone https://opendev.example/more $DEST/more
}

function assigns_for_others_ok {
    export STEP=assigns_for_others_ok
    make_image_list
    git clone https://opendev.example/list $DEST/list
    echo $IMAGE_LIST
}

function make_image_list {
    IMAGE_LIST=$(openstack image list)
}

# What the tool does is not known, but its author would tell.
function false_negative_unknown_tool {
    export STEP=false_negative_unknown_tool
    some_tool --of-ours
    git clone https://opendev.example/late $DEST/late
}

# The place lets in one client at a time, which no script says.
function false_positive_one_client_at_a_time {
    export STEP=false_positive_one_client_at_a_time
    git clone https://one.example/first $DEST/first
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info[could-run-in-background]: 'git clone https://one.example/first $DEST/first' could run in the background: nothing needs it right after this
    git clone https://one.example/second $DEST/second
}

other_work_first_bad
nothing_after_bad
needed_at_once_ok
too_short_ok
status_is_used_ok
assigns_for_others_ok
false_negative_unknown_tool
false_positive_one_client_at_a_time
