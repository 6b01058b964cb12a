# Programs lie in the environments that hold them.

function make_environment {
    virtualenv /opt/stack/tools.venv
}

function environment_bad {
    async_runfunc make_environment
    /opt/stack/tools.venv/bin/tool check
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[use-before-wait]: this runs file '/opt/stack/tools.venv/bin/tool' before the wait for task 'make_environment', which changes directory '/opt/stack/tools.venv'
    async_wait make_environment
}

function environment_good {
    async_runfunc make_environment
    /opt/stack/other.venv/bin/tool check
    async_wait make_environment
    /opt/stack/tools.venv/bin/tool check
}

function put_beside {
    mkdir -p /opt/stack/tools.venv/etc
}

# What is put beside a program does not change it.
function beside_good {
    async_runfunc put_beside
    /opt/stack/tools.venv/bin/tool check
    async_wait put_beside
}
