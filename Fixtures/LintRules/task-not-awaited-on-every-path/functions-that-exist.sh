# A question whether a function exists, which does, is no condition.

function make_index {
    touch /opt/stack/index
}

function asked_for_function_good {
    async_runfunc make_index
    if type make_index >/dev/null 2>&1; then
        async_wait make_index
    fi
}

function asked_for_kind_good {
    async_runfunc make_index
    if type -t make_index >/dev/null; then
        async_wait make_index
    fi
}

# With -P only files in PATH are looked for.
function asked_for_file_bad {
    async_runfunc make_index
    if type -P make_index >/dev/null; then
        async_wait make_index
        #          ^^^^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when 'type -P make_index >/dev/null' does not hold, but task 'make_index' runs then, too
    fi
}

function asked_for_another_bad {
    async_runfunc make_index
    if type make_catalogue >/dev/null; then
        async_wait make_index
        #          ^^^^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when 'type make_catalogue >/dev/null' does not hold, but task 'make_index' runs then, too
    fi
}
