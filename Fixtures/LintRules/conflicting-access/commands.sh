# Who changes a file: sudo, install, mv, ln, cp, dd, tee, redirections of groups and loops.

function writes_state {
    echo state > /var/lib/example/state
}
function with_sudo_bash_bad {
    async_runfunc writes_state
    sudo bash -c "echo other > /var/lib/example/state"
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this rewrites file '/var/lib/example/state' while task 'writes_state', which does so too, may be running
    async_wait writes_state
}
function with_install_bad {
    async_runfunc writes_state
    sudo install -m 644 /tmp/state /var/lib/example/state
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/var/lib/example/state' while task 'writes_state', which rewrites it, may be running
    async_wait writes_state
}
function with_move_bad {
    async_runfunc writes_state
    mv /tmp/state /var/lib/example/state
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/var/lib/example/state' while task 'writes_state', which rewrites it, may be running
    async_wait writes_state
}
function with_move_into_directory_bad {
    async_runfunc writes_state
    mv /tmp/state /var/lib/example/
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/var/lib/example/state' while task 'writes_state', which rewrites it, may be running
    async_wait writes_state
}
function with_link_bad {
    async_runfunc writes_state
    ln -sf /tmp/state /var/lib/example/state
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/var/lib/example/state' while task 'writes_state', which rewrites it, may be running
    async_wait writes_state
}
function with_remove_bad {
    async_runfunc writes_state
    sudo rm -f /var/lib/example/state
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '/var/lib/example/state' while task 'writes_state', which rewrites it, may be running
    async_wait writes_state
}
function group_redirected_bad {
    async_runfunc writes_state
    {
        echo one
        echo two
    } > /var/lib/example/state
    # ^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this rewrites file '/var/lib/example/state' while task 'writes_state', which does so too, may be running
    async_wait writes_state
}
function loop_redirected_bad {
    local word
    async_runfunc writes_state
    for word in one two; do
        echo $word
    done > /var/lib/example/state
    #    ^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this rewrites file '/var/lib/example/state' while task 'writes_state', which does so too, may be running
    async_wait writes_state
}
function here_document_to_sudo_bad {
    async_runfunc writes_state
    sudo tee /var/lib/example/state << EOF
one
EOF
    async_wait writes_state
}
function to_null_ok {
    async_runfunc writes_state
    echo one > /dev/null 2>&1
    async_wait writes_state
}
function changes_rights_ok {
    async_runfunc writes_state
    sudo chmod 755 /var/lib/example
    async_wait writes_state
}
# at 54:5-42 error[conflicting-access]: this changes file '/var/lib/example/state' while task 'writes_state', which rewrites it, may be running
