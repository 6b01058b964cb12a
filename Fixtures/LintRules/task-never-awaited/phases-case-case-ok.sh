# file: devstack/plugin.sh
case "$1" in
    stack)
        case "$2" in
            install)
                async_runfunc build_example
                ;;
            post-config)
                async_wait build_example
                ;;
            *) ;;
        esac
        ;;
    unstack | clean)
        stop_example
        ;;
esac
