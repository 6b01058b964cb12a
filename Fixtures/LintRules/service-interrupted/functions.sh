# A restart under somebody who uses the service.

function create_accounts {
    openstack project create service
}
function restarts_bad {
    async_runfunc create_accounts
    sudo systemctl restart apache2
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[service-interrupted]: this restarts service 'apache' while task 'create_accounts', which uses service 'keystone', may be running
    async_wait create_accounts
}
function restarts_after_wait_ok {
    async_runfunc create_accounts
    create_networks
    async_wait create_accounts
    sudo systemctl restart apache2
}
function reloads_ok {
    async_runfunc create_accounts
    sudo systemctl reload apache2
    async_wait create_accounts
}
function restarts_other_ok {
    async_runfunc create_accounts
    sudo systemctl restart chronyd
    async_wait create_accounts
}

function restart_web {
    stop_web
    sudo systemctl start apache2
}
function stop_web {
    sudo systemctl stop apache2
}
function restarts_through_functions_bad {
    async_runfunc create_accounts
    restart_web
   #^^^^^^^^^^^ error[service-interrupted]: this stops service 'apache' while task 'create_accounts', which uses service 'keystone', may be running
    async_wait create_accounts
}

function restarting_task {
    restart_web
}
function task_restarts_bad {
    async_runfunc restarting_task
    openstack flavor list
   #^^^^^^^^^^^^^^^^^^^^^ error[service-interrupted]: this uses service 'keystone' while task 'restarting_task', which stops service 'apache', may be running
    async_wait restarting_task
}
function task_against_task_bad {
    async_runfunc create_accounts
    async_runfunc restarting_task
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[service-interrupted]: task 'restarting_task' stops service 'apache' while task 'create_accounts', which uses service 'keystone', may be running
    create_networks
    async_wait create_accounts restarting_task
}
function guarded_ok {
    if [[ "$MODE" == "accounts" ]]; then
        async_runfunc create_accounts
    else
        sudo systemctl restart apache2
    fi
    async_wait create_accounts
}

function migrate {
    mysql -u root -e "CREATE DATABASE example"
}
function database_server_bad {
    async_runfunc migrate
    sudo systemctl restart mysql
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[service-interrupted]: this restarts service 'mysql' while task 'migrate', which uses it, may be running
    async_wait migrate
}
