# Starts and waits behind functions that are called by a computed name, or conditionally defined.

function computed_call_by_setting_ok {
    prepare_${DRIVER}
    configure_it
    async_wait prepared
}

function prepare_fake {
    async_run prepared setup_fake
}

if [[ -n "$FAST" ]]; then
    function defined_by_condition {
        async_run by-condition make_it_fast
    }
else
    function defined_by_condition {
        async_run by-condition make_it
    }
fi

function conditional_definition_ok {
    defined_by_condition
    configure_it
    async_wait by-condition
}

function nested_definition_ok {
    function inner_start {
        async_run from-inner make_it
    }
    inner_start
    configure_it
    async_wait from-inner
}

function parenthesis_style() {
    async_run paren-style make_it
}

parenthesis_caller_ok() {
    parenthesis_style
    configure_it
    async_wait paren-style
}

function as_a_condition_ok {
    if start_and_tell; then
        async_wait told
        #          ^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when 'start_and_tell' does not hold, but task 'told' runs then, too
    fi
}

function start_and_tell {
    async_run told make_it
    configure_it
}

function through_a_variable_ok {
    local action=start_by_variable
    $action
    configure_it
    async_wait by-variable
}

function start_by_variable {
    async_run by-variable make_it
}
