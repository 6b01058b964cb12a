# Under a condition in the later phase only.
# file: devstack/plugin.sh
if [[ "$1" == "stack" && "$2" == "install" ]]; then
    async_runfunc build_example
elif [[ "$1" == "stack" && "$2" == "post-config" ]]; then
    if [[ "$EXAMPLE_WAIT" == "True" ]]; then
        async_wait build_example
        #          ^^^^^^^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when $EXAMPLE_WAIT is not 'True', but task 'build_example' runs then, too
    fi
fi
