# file: devstack/plugin.sh
if is_service_enabled example; then
    if [ "$1" = "stack" ]; then
        if [ "$2" = "install" ]; then
            async_runfunc build_example
        elif [ "$2" = "extra" ]; then
            async_wait build_example
        fi
    fi
fi
