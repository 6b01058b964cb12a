# Functions called by a name that a loop computes.

function init_backend_lvm {
    async_run backend-lvm setup_lvm
}

function init_backend_ceph {
    async_run backend-ceph setup_ceph
}

function computed_calls {
    local backend
    for backend in lvm ceph; do
        init_backend_${backend}
    done
    configure_it
    async_wait backend-lvm backend-ceph
}
