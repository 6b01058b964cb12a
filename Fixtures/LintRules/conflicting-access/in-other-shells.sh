# What a subshell, a pipeline or a substitution does counts as well; what `&` does beside the script, too.

function writes_state {
    echo state > /var/lib/example/state
}
function subshell_bad {
    async_runfunc writes_state
    ( cd /var/lib/example && echo other > state )
    #                                   ^^^^^^^ error[conflicting-access]: this rewrites file '/var/lib/example/state' while task 'writes_state', which does so too, may be running
    async_wait writes_state
}
function pipeline_bad {
    async_runfunc writes_state
    echo other | tee /var/lib/example/state
    #            ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/var/lib/example/state' while task 'writes_state', which rewrites it, may be running
    async_wait writes_state
}
function substitution_bad {
    local text
    async_runfunc writes_state
    text=$(sed -i s/a/b/ /var/lib/example/state)
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/var/lib/example/state' while task 'writes_state', which rewrites it, may be running
    echo "$text"
    async_wait writes_state
}
function changed_directory_ok {
    async_runfunc writes_state
    pushd /var/lib/other
    echo other > state
    popd
    async_wait writes_state
}
