# Task against task: reported where the second one starts.

function configure_a {
    iniset /etc/nova/nova.conf a x 1
}
function configure_b {
    iniset /etc/nova/nova.conf b x 1
}
function two_tasks_bad {
    async_runfunc configure_a
    async_runfunc configure_b
   #^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: task 'configure_b' changes file '/etc/nova/nova.conf' while task 'configure_a', which does so too, may be running
    create_networks
    async_wait configure_a configure_b
}
function wait_between_ok {
    async_runfunc configure_a
    create_networks
    async_wait configure_a
    async_runfunc configure_b
    create_networks
    async_wait configure_b
}

function configure_cell {
    iniset /etc/nova/nova_cell$1.conf DEFAULT cell $1
}
function a_file_each_ok {
    local i
    for i in 1 2 3; do
        async_run cell-$i configure_cell $i
    done
    for i in 1 2 3; do
        async_wait cell-$i
    done
}
function a_file_each_unknown_number_ok {
    local i
    for i in $(seq 1 $CELLS); do
        async_run cell-$i configure_cell $i
    done
    for i in $(seq 1 $CELLS); do
        async_wait cell-$i
    done
}

function configure_cell_in_common {
    iniset /etc/nova/nova.conf cell$1 enabled True
}
function one_file_for_all_bad {
    local i
    for i in 1 2 3; do
        async_run cell-$i configure_cell_in_common $i
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: task 'cell-2' changes file '/etc/nova/nova.conf' while task 'cell-1', which does so too, may be running
    done
    for i in 1 2 3; do
        async_wait cell-$i
    done
}
function one_file_for_all_unknown_number_bad {
    local i
    for i in $(seq 1 $CELLS); do
        async_run cell-$i configure_cell_in_common $i
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: task 'cell-$i' changes file '/etc/nova/nova.conf', and so does that of the round before, which may be running
    done
    for i in $(seq 1 $CELLS); do
        async_wait cell-$i
    done
}
