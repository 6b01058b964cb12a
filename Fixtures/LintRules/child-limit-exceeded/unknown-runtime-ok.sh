# Without the runtime in the program nothing is known about it.

function forty_started {
    local i
    for i in {1..40}; do
        async_run "host-$i" enroll_host $i
    done
    for i in {1..40}; do
        async_wait "host-$i"
    done
}
