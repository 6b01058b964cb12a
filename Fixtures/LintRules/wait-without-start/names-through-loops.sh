# The same names, made by loops of every kind.

function literal_list_ok {
    local kind
    for kind in public internal admin; do
        async_run "endpoint-$kind" make_endpoint $kind
    done
    async_wait endpoint-public endpoint-internal endpoint-admin
}

function literal_list_one_missing_bad {
    local kind
    for kind in small large; do
        async_run "flavor-$kind" make_flavor $kind
    done
    async_wait flavor-small flavor-medium flavor-large
    #                       ^^^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'flavor-medium'
}

function started_and_awaited_by_loops_ok {
    local i
    for i in $(seq 1 $CELLS); do
        async_run "cell-$i" make_cell $i
    done
    for i in $(seq 0 $CELLS); do
        async_wait "cell-$i"
    done
}

function counted_loop_ok {
    local i
    for ((i = 1; i <= CELLS; i++)); do
        async_run "host-$i" make_host $i
    done
    for ((i = 1; i <= CELLS; i++)); do
        async_wait "host-$i"
    done
}

function counted_by_while_ok {
    local i=0
    while ((i < 3)); do
        async_run "node-$i" make_node $i
        i=$((i + 1))
    done
    for i in 0 1 2; do
        async_wait "node-$i"
    done
}

function braces_in_the_list_ok {
    local i
    for i in {1..4}; do
        async_run "disk-$i" make_disk $i
    done
    async_wait disk-{1..4}
}

function array_of_names_ok {
    local -a names=(red green blue)
    local name
    for name in "${names[@]}"; do
        async_run "$name" paint "$name"
    done
    for name in ${names[@]}; do
        async_wait $name
    done
}

function other_prefix_bad {
    local i
    for i in 1 2; do
        async_run "rack-$i" make_rack $i
    done
    for i in 1 2; do
        async_wait "rack-$i"
        async_wait "shelf-$i"
        #           ^^^^^^^^ error[wait-without-start]: nothing starts task 'shelf-1'
    done
}

function keys_of_an_array_ok {
    local -A sizes=([tiny]=1 [huge]=64)
    local size
    for size in "${!sizes[@]}"; do
        async_run "size-$size" make_flavor "$size" "${sizes[$size]}"
    done
    for size in "${!sizes[@]}"; do
        async_wait "size-$size"
    done
}

function words_of_a_setting_ok {
    local service
    for service in ${ENABLED_SERVICES//,/ }; do
        async_run "svc-$service" start_it "$service"
    done
    for service in ${ENABLED_SERVICES//,/ }; do
        async_wait "svc-$service"
    done
}

function selected_from_a_menu_ok {
    local choice
    select choice in one two; do
        async_run "chosen-$choice" make_it
        async_wait "chosen-$choice"
        break
    done
}
