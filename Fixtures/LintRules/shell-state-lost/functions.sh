# Each task function carries the verdict: the change is what is reported.

function changes_directory_bad {
    cd $DEST/docs
   #^^^^^^^^^^^^^ error[shell-state-lost]: task 'changes_directory_bad' changes the working directory in a child shell, which its caller does not see
    make html
}
function starts_directory {
    async_runfunc changes_directory_bad
    create_flavors
    async_wait changes_directory_bad
}

function pushes_bad {
    pushd $DEST/docs
   #^^^^^^^^^^^^^^^^ error[shell-state-lost]: task 'pushes_bad' changes the working directory in a child shell, which its caller does not see
    make html
}
function starts_pushes {
    async_runfunc pushes_bad
    create_flavors
    async_wait pushes_bad
}

function sets_option_bad {
    set +o errexit
   #^^^^^^^^^^^^^^ error[shell-state-lost]: task 'sets_option_bad' changes the shell option 'errexit' in a child shell, which its caller does not see
    make -C $DEST/docs
}
function starts_option {
    async_runfunc sets_option_bad
    create_flavors
    async_wait sets_option_bad
}

function globs_bad {
    shopt -s nullglob
   #^^^^^^^^^^^^^^^^^ error[shell-state-lost]: task 'globs_bad' changes the shell option 'nullglob' in a child shell, which its caller does not see
    rm -f /tmp/example-*
}
function starts_globs {
    async_runfunc globs_bad
    create_flavors
    async_wait globs_bad
}

function masks_bad {
    umask 077
   #^^^^^^^^^ error[shell-state-lost]: task 'masks_bad' changes the umask in a child shell, which its caller does not see
    touch /etc/example.key
}
function starts_masks {
    async_runfunc masks_bad
    create_flavors
    async_wait masks_bad
}

function traps_bad {
    trap 'rm -f /tmp/example' EXIT
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[shell-state-lost]: task 'traps_bad' sets a trap for EXIT in a child shell, which its caller does not see
    touch /tmp/example
}
function starts_traps {
    async_runfunc traps_bad
    create_flavors
    async_wait traps_bad
}

function aliases_bad {
    alias ll='ls -l'
   #^^^^^^^^^^^^^^^^ error[shell-state-lost]: task 'aliases_bad' defines the alias 'll' in a child shell, which its caller does not see
}
function starts_aliases {
    async_runfunc aliases_bad
    create_flavors
    async_wait aliases_bad
}
