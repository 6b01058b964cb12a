# The network, for those who want one

if [[ "$1" == "stack" && "$2" == "install" ]]; then
    async_run network-bridge sudo ip link add br-sample type bridge
elif [[ "$1" == "stack" && "$2" == "post-config" ]]; then
    if is_service_enabled dhcp; then
        async_wait network-bridge
    fi
elif [[ "$1" == "unstack" ]]; then
    sudo ip link del br-sample
fi
