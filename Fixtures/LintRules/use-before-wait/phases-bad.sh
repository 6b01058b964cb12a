# Started in phase install, used in post-config of another file, awaited in extra.
# file: devstack/plugin.sh
if [[ "$1" == "stack" ]]; then
    case "$2" in
        install)
            async_runfunc fetch_images
            ;;
        post-config)
            configure_images
           #^^^^^^^^^^^^^^^^ error[use-before-wait]: this reads file '/opt/images/disk.qcow2' before the wait for task 'fetch_images', which changes it
            ;;
        extra)
            async_wait fetch_images
            ;;
    esac
fi
function fetch_images {
    wget -O /opt/images/disk.qcow2 https://example.org/disk.qcow2
}
function configure_images {
    qemu-img info /opt/images/disk.qcow2
    cp /opt/images/disk.qcow2 /var/lib/images/
}
