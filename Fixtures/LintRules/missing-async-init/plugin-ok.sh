# Whoever sources a plugin has done it.
# file: devstack/plugin.sh
if [[ "$1" == "stack" && "$2" == "install" ]]; then
    async_runfunc build_example
elif [[ "$1" == "stack" && "$2" == "extra" ]]; then
    async_wait build_example
fi
