# file: devstack/plugin.sh
EXAMPLE_PLUGIN_DIR=$(readlink -f $(dirname ${BASH_SOURCE[0]}))
source $EXAMPLE_PLUGIN_DIR/lib/example
if is_service_enabled example; then
    if [[ "$1" == "stack" && "$2" == "install" ]]; then
        install_example
    elif [[ "$1" == "stack" && "$2" == "post-config" ]]; then
        configure_example
    fi
fi
# file: devstack/lib/example
function install_example {
    async_run example-clone git_clone $EXAMPLE_REPO $EXAMPLE_DIR $EXAMPLE_BRANCH
}
function configure_example {
    async_wait example-clone
    setup_develop $EXAMPLE_DIR
}
