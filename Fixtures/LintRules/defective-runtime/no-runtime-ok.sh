# A plugin on its own brings none.
# file: devstack/plugin.sh
if [[ "$1" == "stack" && "$2" == "install" ]]; then
    async_runfunc build_example
elif [[ "$1" == "stack" && "$2" == "post-config" ]]; then
    async_wait build_example
fi
