# A name started while a task of that name may be outstanding.

function straight_bad {
    async_run twice-straight make_it
    async_run twice-straight make_another
    #         ^^^^^^^^^^^^^^ error[task-name-reused]: task 'twice-straight' is started again while it may be running
    async_wait twice-straight
}

function in_a_loop_bad {
    local region
    for region in $REGIONS; do
        async_run endpoint make_endpoint $region
        #         ^^^^^^^^ error[task-name-reused]: each round of the loop starts task 'endpoint' again before it is awaited
    done
    async_wait endpoint
}

function in_a_literal_loop_bad {
    local kind
    for kind in public internal; do
        async_run same-name make_endpoint $kind
        #         ^^^^^^^^^ error[task-name-reused]: task 'same-name' is started again while it may be running
    done
    async_wait same-name
}

function same_function_twice_bad {
    async_runfunc create_twice one
    async_runfunc create_twice two
    #             ^^^^^^^^^^^^ error[task-name-reused]: task 'create_twice' is started again while it may be running
    async_wait create_twice
}

function start_shared {
    async_run shared-name make_it
    #         ^^^^^^^^^^^ error[task-name-reused]: task 'shared-name' is started again while it may be running
}

function helper_called_twice {
    start_shared
    start_shared
    async_wait shared-name
}

function conditional_first_bad {
    if is_service_enabled n-api; then
        async_run maybe make_it
    fi
    async_run maybe make_another
    #         ^^^^^ error[task-name-reused]: task 'maybe' is started again while it may be running
    async_wait maybe
}

function awaited_on_one_path_bad {
    async_run half make_it
    if is_service_enabled n-api; then
        async_wait half
    fi
    async_run half make_it
    #         ^^^^ error[task-name-reused]: task 'half' is started again while it may be running
    async_wait half
}

function alternatives_ok {
    if is_service_enabled n-api; then
        async_run alternative make_it
    else
        async_run alternative make_another
    fi
    async_wait alternative
}

function exclusive_conditions_ok {
    if [[ "$BACKEND" == "lvm" ]]; then
        async_run exclusive make_it
    fi
    if [[ "$BACKEND" != "lvm" ]]; then
        async_run exclusive make_another
    fi
    async_wait exclusive
}

function awaited_between_ok {
    async_run between make_it
    async_wait between
    async_run between make_it
    async_wait between
}

function awaited_in_each_turn_ok {
    local region
    for region in $REGIONS; do
        async_run per-region make_endpoint $region
        async_wait per-region
    done
}

function name_changes_ok {
    local region
    for region in $REGIONS; do
        async_run "region-$region" make_endpoint $region
    done
    for region in $REGIONS; do
        async_wait "region-$region"
    done
}

function leaves_the_loop_ok {
    local host
    for host in $HOSTS; do
        if ping_host $host; then
            async_run first-found make_it $host
            break
        fi
    done
    async_wait first-found
}

function counter_in_the_name_ok {
    local count=0 url
    for url in $URLS; do
        async_run "fetch-$count" fetch_it $url
        count=$((count + 1))
    done
    while ((count-- > 0)); do
        async_wait "fetch-$count"
    done
}
