# Without the runtime in the program nothing is known about it.

function caller_ok {
    async_run image upload_image "Cirros 0.6 (test)"
    start_nova
    async_wait image
}
