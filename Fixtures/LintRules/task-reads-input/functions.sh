# A task has no input of its own.

function asks {
    local answer
    read -p "Go on? " answer
    [[ $answer == yes ]]
}
function read_bad {
    async_runfunc asks
   #^^^^^^^^^^^^^^^^^^ warning[task-reads-input]: task 'asks' runs 'read -p "Go on? " answer', which reads standard input, and a task has none
    create_networks
    async_wait asks
}

function edits {
    sudo -E vim /etc/nova/nova.conf
}
function terminal_bad {
    async_runfunc edits
   #^^^^^^^^^^^^^^^^^^^ warning[task-reads-input]: task 'edits' runs 'sudo -E vim /etc/nova/nova.conf', which needs a terminal, and a task has none
    create_networks
    async_wait edits
}

function sorts {
    sort
}
function filter_bad {
    async_runfunc sorts
   #^^^^^^^^^^^^^^^^^^^ warning[task-reads-input]: task 'sorts' runs 'sort', which reads standard input, and a task has none
    create_networks
    async_wait sorts
}

function asks_deep {
    prepare_host
    asks
}
function deep_bad {
    async_runfunc asks_deep
   #^^^^^^^^^^^^^^^^^^^^^^^ warning[task-reads-input]: task 'asks_deep' runs 'read -p "Go on? " answer', which reads standard input, and a task has none
    create_networks
    async_wait asks_deep
}

function maps {
    local -a lines
    mapfile -t lines
    echo "${lines[@]}"
}
function mapfile_bad {
    async_runfunc maps
   #^^^^^^^^^^^^^^^^^^ warning[task-reads-input]: task 'maps' runs 'mapfile -t lines', which reads standard input, and a task has none
    create_networks
    async_wait maps
}
