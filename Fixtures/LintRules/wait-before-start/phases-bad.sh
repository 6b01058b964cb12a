# Awaited in pre-install, started in install.
# file: devstack/plugin.sh
if [[ "$1" == "stack" && "$2" == "pre-install" ]]; then
    async_wait build_example
    #          ^^^^^^^^^^^^^ error[wait-before-start]: task 'build_example' is only started after this wait
elif [[ "$1" == "stack" && "$2" == "install" ]]; then
    async_runfunc build_example
    #             ^^^^^^^^^^^^^ error[task-never-awaited]: nothing awaits task 'build_example' after its start
fi
