# A plugin: started in install, awaited in post-config. One file, sourced once per phase.
# file: devstack/plugin.sh
if [[ "$1" == "stack" && "$2" == "pre-install" ]]; then
    install_package example
elif [[ "$1" == "stack" && "$2" == "install" ]]; then
    async_runfunc build_example
    async_run example-docs build_docs
    #         ^^^^^^^^^^^^ error[task-never-awaited]: nothing awaits task 'example-docs'
elif [[ "$1" == "stack" && "$2" == "post-config" ]]; then
    async_wait build_example
elif [[ "$1" == "stack" && "$2" == "extra" ]]; then
    start_example
fi
if [[ "$1" == "unstack" ]]; then
    stop_example
fi
