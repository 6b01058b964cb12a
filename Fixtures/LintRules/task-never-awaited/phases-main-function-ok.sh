# The dispatch in a function, the phase passed on.
# file: devstack/plugin.sh
function example_main {
    local mode=$1
    local phase=$2
    if [[ "$mode" == "stack" && "$phase" == "install" ]]; then
        async_runfunc build_example
    elif [[ "$mode" == "stack" && "$phase" == "post-config" ]]; then
        async_wait build_example
    fi
}
example_main "$@"
