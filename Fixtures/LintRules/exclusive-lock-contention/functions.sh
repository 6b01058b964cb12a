# Two that install at once.

function install_client {
    pip install python-example
}
function pip_beside_pip_bad {
    async_runfunc install_client
    sudo -H python3 -m pip install example-dashboard
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[exclusive-lock-contention]: this changes devstack's Python environment while task 'install_client', which does so too, may be running
    async_wait install_client
}
function pip_after_wait_ok {
    async_runfunc install_client
    create_networks
    async_wait install_client
    pip install example-dashboard
}
function pip_only_lists_ok {
    async_runfunc install_client
    pip list
    async_wait install_client
}

function install_packages {
    sudo apt-get install -y ceph
}
function apt_beside_apt_bad {
    async_runfunc install_packages
    sudo apt-get update
   #^^^^^^^^^^^^^^^^^^^ warning[exclusive-lock-contention]: this needs the package manager's lock while task 'install_packages', which does so too, may be running
    async_wait install_packages
}
function apt_beside_dpkg_bad {
    async_runfunc install_packages
    sudo dpkg -i /tmp/example.deb
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[exclusive-lock-contention]: this needs the package manager's lock while task 'install_packages', which does so too, may be running
    async_wait install_packages
}
function apt_only_asks_ok {
    async_runfunc install_packages
    apt-cache show ceph
    async_wait install_packages
}
function two_tasks_bad {
    async_runfunc install_packages
    async_run more sudo apt-get install -y python3-rados
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[exclusive-lock-contention]: task 'more' needs the package manager's lock while task 'install_packages', which does so too, may be running
    create_networks
    async_wait install_packages more
}
function install_rpm {
    sudo dnf install -y ceph
}
function dnf_beside_dnf_bad {
    async_runfunc install_rpm
    sudo yum install -y python3-rados
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[exclusive-lock-contention]: this needs the package manager's lock while task 'install_rpm', which does so too, may be running
    async_wait install_rpm
}
function other_manager_ok {
    async_runfunc install_client
    sudo apt-get install -y ceph
    async_wait install_client
}

function install_in_venv {
    /opt/example/venv/bin/pip install example
}
function own_environment_ok {
    async_runfunc install_in_venv
    /opt/other/venv/bin/pip install example
    async_wait install_in_venv
}
