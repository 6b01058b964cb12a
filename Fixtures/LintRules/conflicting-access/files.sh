# Two that write, or one that writes under a reader, with no wait between.

function configure_side {
    iniset /etc/nova/nova.conf neutron region_name RegionOne
}
function same_file_bad {
    async_runfunc configure_side
    iniset /etc/nova/nova.conf DEFAULT debug True
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/etc/nova/nova.conf' while task 'configure_side', which does so too, may be running
    async_wait configure_side
}
function other_file_ok {
    async_runfunc configure_side
    iniset /etc/glance/glance.conf DEFAULT debug True
    async_wait configure_side
}
function after_wait_ok {
    async_runfunc configure_side
    create_networks
    async_wait configure_side
    iniset /etc/nova/nova.conf DEFAULT debug True
}
function before_start_ok {
    iniset /etc/nova/nova.conf DEFAULT debug True
    async_runfunc configure_side
    create_networks
    async_wait configure_side
}

function adds_option {
    sudo sed -i -e 's/a/b/' /etc/nova/nova.conf
}
function edited_in_place_bad {
    async_runfunc adds_option
    echo "debug = True" >> /etc/nova/nova.conf
    #                   ^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this adds to file '/etc/nova/nova.conf' while task 'adds_option', which changes it, may be running
    async_wait adds_option
}

function reads_it {
    grep debug /etc/nova/nova.conf
}
function changed_under_reader_bad {
    async_runfunc reads_it
    sudo tee /etc/nova/nova.conf < /tmp/new > /dev/null
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[conflicting-access]: this changes file '/etc/nova/nova.conf' while task 'reads_it', which reads it, may be running
    async_wait reads_it
}
function both_read_ok {
    async_runfunc reads_it
    grep verbose /etc/nova/nova.conf
    async_wait reads_it
}

function log_one {
    echo "one" >> /var/log/summary
}
function both_append_ok {
    async_runfunc log_one
    echo "two" >> /var/log/summary
    async_wait log_one
}

function document {
    cat > /etc/apache2/ports.conf << EOF
Listen 80
EOF
}
function here_document_bad {
    async_runfunc document
    cat << EOF | sudo tee /etc/apache2/ports.conf
Listen 8080
EOF
    async_wait document
}

function removes_tree {
    sudo rm -rf /var/lib/example
}
function below_directory_bad {
    async_runfunc removes_tree
    touch /var/lib/example/state
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this adds to file '/var/lib/example/state' while task 'removes_tree', which changes directory '/var/lib/example', may be running
    async_wait removes_tree
}
function beside_directory_ok {
    async_runfunc removes_tree
    touch /var/lib/examples
    async_wait removes_tree
}

function installs_example {
    git clone https://example.org/example /opt/stack/example
    sed -i 's/a/b/' /opt/stack/example/setup.cfg
}
function unpacked_above_ok {
    async_runfunc installs_example
    unzip -d /opt/stack -o images.zip
    mv disk.iso /opt/stack
    async_wait installs_example
}
function moved_onto_bad {
    async_runfunc installs_example
    mv backup /opt/stack/example
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes directory '/opt/stack/example' while task 'installs_example', which does so too, may be running
    async_wait installs_example
}
# at 68:18-49 error[conflicting-access]: this changes file '/etc/apache2/ports.conf' while task 'document', which rewrites it, may be running
