# The wait stands in unstack: another program.
# file: devstack/plugin.sh
if [[ "$1" == "stack" && "$2" == "install" ]]; then
    async_runfunc build_example
    #             ^^^^^^^^^^^^^ error[task-never-awaited]: nothing awaits task 'build_example'
fi
if [[ "$1" == "unstack" ]]; then
    async_wait build_example
    #          ^^^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'build_example'
fi
