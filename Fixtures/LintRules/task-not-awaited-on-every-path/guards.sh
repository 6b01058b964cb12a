# A wait under a stricter guard than its start.

function wait_under_a_condition_bad {
    async_runfunc create_group_cond
    if is_service_enabled c-api; then
        async_wait create_group_cond
        #          ^^^^^^^^^^^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when 'is_service_enabled c-api' does not hold, but task 'create_group_cond' runs then, too
    fi
}

function wait_in_a_list_bad {
    async_run in-list make_it
    is_service_enabled c-api && async_wait in-list
    #                                      ^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when 'is_service_enabled c-api' does not hold, but task 'in-list' runs then, too
}

function wait_on_failure_only_bad {
    async_run on-failure make_it
    configure_it || async_wait on-failure
    #                          ^^^^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when 'configure_it' holds, but task 'on-failure' runs then, too
}

function wait_in_one_case_bad {
    async_run in-case make_it
    case "$BACKEND" in
        lvm) async_wait in-case ;;
        #               ^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when $BACKEND is not 'lvm', but task 'in-case' runs then, too
        *) configure_it ;;
    esac
}

function wait_in_a_loop_that_may_not_run_bad {
    local host
    async_run before-loop make_it
    for host in $HOSTS; do
        async_wait before-loop
        #          ^^^^^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when $HOSTS is empty, but task 'before-loop' runs then, too
        break
    done
}

function different_conditions_bad {
    if is_service_enabled n-api; then
        async_run differ make_it
    fi
    if is_service_enabled n-cpu; then
        async_wait differ
        #          ^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when 'is_service_enabled n-cpu' does not hold, but task 'differ' runs then, too
    fi
}

function stricter_by_one_bad {
    if is_service_enabled n-api; then
        async_run stricter make_it
    fi
    if is_service_enabled n-api && [[ "$CELLS" == "True" ]]; then
        async_wait stricter
        #          ^^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when $CELLS is not 'True', but task 'stricter' runs then, too
    fi
}

function same_condition_ok {
    if is_service_enabled n-api; then
        async_run same make_it
    fi
    if is_service_enabled n-api; then
        async_wait same
    fi
}

function same_condition_in_other_words_ok {
    if [[ "$USE_IT" == "True" ]]; then
        async_run words make_it
    fi
    [[ $USE_IT == True ]] && async_wait words
    return 0
}

function negated_twice_ok {
    if ! is_service_enabled n-api; then
        configure_it
    else
        async_run negated make_it
    fi
    is_service_enabled n-api && async_wait negated
    return 0
}

function looser_wait_ok {
    if is_service_enabled n-api && [[ "$CELLS" == "True" ]]; then
        async_run looser make_it
    fi
    if is_service_enabled n-api; then
        async_wait looser
    fi
}

function both_branches_ok {
    async_run both make_it
    if is_service_enabled n-api; then
        configure_it
        async_wait both
    else
        async_wait both
    fi
}

function all_cases_ok {
    async_run all-cases make_it
    case "$BACKEND" in
        lvm) async_wait all-cases ;;
        *) configure_it; async_wait all-cases ;;
    esac
}

function fall_through_ok {
    async_run falls make_it
    case "$BACKEND" in
        lvm) configure_it ;&
        ceph) async_wait falls ;;
        *) async_wait falls ;;
    esac
}

function excluded_by_return_ok {
    is_service_enabled n-api || return 0
    async_run excluded make_it
    if is_service_enabled n-api; then
        async_wait excluded
    fi
}

function same_variable_changed_bad {
    if [[ "$USE_NEW" == "True" ]]; then
        async_run changed make_it
    fi
    USE_NEW=$(decide_again)
    if [[ "$USE_NEW" == "True" ]]; then
        async_wait changed
        #          ^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when $(decide_again) is not 'True', but task 'changed' runs then, too
    fi
}
