# A start under a condition with an unconditional wait is idiomatic.

function started_on_one_path_ok {
    if is_service_enabled glance; then
        async_runfunc init_glance_store
    fi
    async_wait init_glance_store
}

function started_in_a_list_ok {
    is_service_enabled swift && async_runfunc init_swift_store
    async_wait init_swift_store
}

function started_by_default_ok {
    is_service_enabled none || async_runfunc init_fallback
    async_wait init_fallback
}

function started_in_a_case_ok {
    case "$BACKEND" in
        lvm) async_run backend setup_lvm ;;
        ceph) async_run backend setup_ceph ;;
    esac
    async_wait backend
}

function started_as_a_condition_ok {
    if ! async_run checked make_it; then
        die $LINENO "cannot start"
    fi
    async_wait checked
}

function started_in_a_loop_condition_ok {
    while async_run polled poll_it; do
        async_wait polled
    done
}

function waited_as_a_condition_ok {
    async_run judged make_it
    if ! async_wait judged; then
        warn $LINENO "it failed"
    fi
}

function dead_branch_bad {
    if false; then async_runfunc init_dead_branch; fi
    async_wait init_dead_branch
    #          ^^^^^^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'init_dead_branch'
}
