# Set by a task of phase install, read in post-config, with a library in between.
# file: devstack/plugin.sh
source $DEST/blazar/devstack/lib/blazar
if [[ "$1" == "stack" && "$2" == "install" ]]; then
    async_runfunc install_blazar
elif [[ "$1" == "stack" && "$2" == "post-config" ]]; then
    async_wait install_blazar
    configure_blazar
fi
# file: devstack/lib/blazar
function install_blazar {
    git_clone $BLAZAR_REPO $BLAZAR_DIR master
    BLAZAR_REVISION=$(git -C $BLAZAR_DIR rev-parse HEAD)
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'install_blazar' assigns 'BLAZAR_REVISION' in a child shell: where it is read later, the value is missing
}
function configure_blazar {
    iniset /etc/blazar/blazar.conf DEFAULT revision $BLAZAR_REVISION
}
