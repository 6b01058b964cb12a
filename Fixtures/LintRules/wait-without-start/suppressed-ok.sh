# The directive covers the next command, or the line it stands on.

function above_ok {
    # devstack-async: ignore[wait-without-start] the base image starts it
    async_wait from-base-image
}

function trailing_ok {
    async_wait from-elsewhere # devstack-async: ignore[DSA102] started by the job
}
