# What an assignment takes its value from can fail as any command can; what is asked for elsewhere cannot.
# file: stack.sh
TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async
async_init
SWIFT_BIN_DIR=/usr/local/bin
function takes_an_id {
    local id
    id=$(openstack role create $1 -f value -c id)
    echo $id
}
function does_not_mind_a_path {
    $SWIFT_BIN_DIR/swift-init all stop || true
    make -C $DEST/swift install
}
function in_a_list {
    pushd $DEST/it && { make; make install; } && popd
    echo "done"
}
function masks_it_itself {
    local id=$(openstack role create $1 -f value -c id)
    echo $id
}
function one_of_two {
    if is_service_enabled q-svc; then
        make -C $DEST/one install
    else
        make -C $DEST/other install
    fi
}
function in_a_subshell {
    (make -C $DEST/sub; make -C $DEST/sub install)
    echo "done"
}

async_run takes_an_id takes_an_id admin
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[task-failure-masked]: task 'takes_an_id' goes on after a failure, since this runtime switches errexit off in tasks
async_runfunc does_not_mind_a_path
async_runfunc in_a_list
#<^^^^^^^^^^^^^^^^^^^^^ warning[task-failure-masked]: task 'in_a_list' goes on after a failure, since this runtime switches errexit off in tasks
async_run masks_it_itself masks_it_itself admin
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: task 'masks_it_itself' creates role 'admin' while task 'takes_an_id', which does so too, may be running
async_runfunc one_of_two
async_runfunc in_a_subshell
#<^^^^^^^^^^^^^^^^^^^^^^^^^ warning[task-failure-masked]: task 'in_a_subshell' goes on after a failure, since this runtime switches errexit off in tasks
start_nova
async_wait takes_an_id does_not_mind_a_path in_a_list masks_it_itself one_of_two in_a_subshell
async_cleanup
# file: inc/async
function async_init { mkdir -p "$DEST/async"; }
function async_inner {
    local name=$1 fifo="$DEST/async/$1.fifo"
    shift
    if "$@" > "$DEST/async/$name.log" 2>&1; then
        cat "$fifo" > /dev/null
        return 0
    else
        cat "$fifo" > /dev/null
        return 1
    fi
}
function async_run {
#        ^^^^^^^^^ warning[defective-runtime]: this async runtime switches errexit off in tasks, hangs when a task exits
    local name=$1
    mkfifo "$DEST/async/$name.fifo"
    async_inner "$@" &
    echo $! > "$DEST/async/$name.pid"
}
function async_runfunc { async_run "$1" "$@"; }
function async_wait {
    local name
    for name in "$@"; do
        echo WAKEUP > "$DEST/async/$name.fifo"
        wait "$(< "$DEST/async/$name.pid")"
        rm -f "$DEST/async/$name.fifo"
    done
}
function async_cleanup {
    local name
    for name in "$DEST"/async/*.pid; do
        kill "$(< "$name")"
    done
}
