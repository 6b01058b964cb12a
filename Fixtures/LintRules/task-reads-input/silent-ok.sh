# Something gives each of them its input.

function from_file {
    local line
    read -r line < /etc/hostname
    while read -r line; do
        echo "$line"
    done < /etc/hosts
}
function from_pipe {
    cat /etc/hosts | sort | while read -r line; do echo "$line"; done
}
function from_here_document {
    mysql -u root << EOF
SELECT 1;
EOF
}
function from_here_string {
    local first
    read -r first <<< "$HOSTS"
}
function from_descriptor {
    local line
    exec {in}< /etc/hosts
    read -r -u $in line
    exec {in}<&-
}
function from_process {
    local -a lines
    mapfile -t lines < <(ls /etc)
}
function block_redirected {
    local line
    {
        read -r line
    } < /etc/hosts
}
function with_operands {
    sort /etc/hosts
    cat /etc/hosts
}
function starts_ok {
    async_runfunc from_file
    async_runfunc from_pipe
    async_runfunc from_here_document
    async_runfunc from_here_string
    async_runfunc from_descriptor
    async_runfunc from_process
    async_runfunc block_redirected
    async_runfunc with_operands
    create_networks
    async_wait from_file from_pipe from_here_document from_here_string from_descriptor from_process
    async_wait block_redirected with_operands
}

function foreground_asks_ok {
    local answer
    async_run docs make -C $DEST/docs html
    read -p "Go on? " answer
    async_wait docs
}
