# Without the runtime in the program nothing is known about it.

function configure_ceph {
    [[ -r $CEPH_CONF ]] || exit 1
}

function caller_ok {
    async_runfunc configure_ceph
    start_nova
    async_wait configure_ceph
}
