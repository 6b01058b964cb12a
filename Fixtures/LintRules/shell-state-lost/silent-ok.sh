# The shell is left as it was found, or only a child of the task is changed.

function in_subshell_ok {
    ( cd $DEST/docs && ls )
}
function pushed_and_popped_ok {
    pushd $DEST/docs
    ls
    popd
}
function restored_ok {
    set +e
    make -C $DEST/docs
    set -e
}
function traced_ok {
    set -o xtrace
    make -C $DEST/manual
    set +o xtrace
}
function glob_restored_ok {
    shopt -s nullglob
    rm -f /tmp/example-*
    shopt -u nullglob
}
function in_substitution_ok {
    local where
    where=$(cd $DEST && pwd)
    echo $where
}
function mask_restored_ok {
    local mask
    mask=$(umask)
    umask 077
    touch /etc/example.key
    umask $mask
}
function starts_them {
    async_runfunc in_subshell_ok
    async_runfunc pushed_and_popped_ok
    async_runfunc restored_ok
    async_runfunc traced_ok
    async_runfunc glob_restored_ok
    async_runfunc in_substitution_ok
    async_runfunc mask_restored_ok
    create_flavors
    async_wait in_subshell_ok pushed_and_popped_ok restored_ok traced_ok glob_restored_ok in_substitution_ok
    async_wait mask_restored_ok
}

function foreground_cd_ok {
    async_run docs make -C $DEST/docs html
    cd $DEST
    async_wait docs
}

function exports_for_later {
    export LATER_TOKEN=$(hostname)
}
function carried_export_ok {
    async_runfunc --carry LATER_TOKEN exports_for_later
    create_flavors
    async_wait exports_for_later
}
