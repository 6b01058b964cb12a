# What devstack does around a plugin, for a plugin repository without a devstack tree beside it.
# The three programs and the order of their phases are the contract in devstack's plugin guide (plugins.rst);
# the tasks are those that stack.sh itself starts and awaits between the phases.

function run_phase {
    case "$1" in
        source) source "$PLUGIN_DIR/devstack/settings" ;;
        override_defaults) source "$PLUGIN_DIR/devstack/override-defaults" ;;
        *) source "$PLUGIN_DIR/devstack/plugin.sh" "$1" "$2" ;;
    esac
}

function program_stack {
    async_init
    run_phase override_defaults
    run_phase source
    run_phase stack pre-install
    run_phase stack install
    async_runfunc create_nova_accounts
    async_runfunc create_glance_accounts
    async_runfunc create_cinder_accounts
    async_runfunc create_neutron_accounts
    async_runfunc create_swift_accounts
    async_runfunc configure_horizon
    async_wait create_nova_accounts create_glance_accounts create_cinder_accounts
    async_wait create_neutron_accounts create_swift_accounts configure_horizon
    async_runfunc init_glance
    async_runfunc init_neutron
    async_runfunc init_swift
    async_runfunc init_cinder
    async_runfunc init_placement
    async_wait init_neutron init_placement init_glance init_swift init_cinder
    async_runfunc configure_neutron_nova
    run_phase stack post-config
    async_wait configure_neutron_nova
    async_runfunc create_flavors
    async_wait create_flavors
    run_phase stack extra
    run_phase stack test-config
    async_cleanup
    async_print_timing
}

function program_unstack {
    run_phase override_defaults
    run_phase source
    run_phase unstack
}

function program_clean {
    run_phase override_defaults
    run_phase source
    run_phase clean
}
