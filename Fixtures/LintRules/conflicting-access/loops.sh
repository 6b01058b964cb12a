# Loops around the task, the step beside it, and both.

function configure_host {
    echo "$1" > /etc/hosts.d/$1
}
function configure_all {
    echo "$1" >> /etc/hosts.all
    sort -o /etc/hosts.all /etc/hosts.all
}
function each_awaited_in_its_round_ok {
    local host
    for host in $HOSTS; do
        async_run host configure_all $host
        ping -c 1 $host
        async_wait host
    done
}
function step_in_the_loop_bad {
    local host
    async_run all configure_all first
    for host in $HOSTS; do
        echo "$host" >> /etc/hosts.all
        #            ^^^^^^^^^^^^^^^^^ error[conflicting-access]: this adds to file '/etc/hosts.all' while task 'all', which changes it, may be running
    done
    async_wait all
}
function file_for_each_host_ok {
    local host
    for host in $HOSTS; do
        async_run host-$host configure_host $host
    done
    for host in $HOSTS; do
        async_wait host-$host
    done
}
function awaited_in_next_round_bad {
    local host
    for host in one two three; do
        echo "$host" > /etc/hosts.all
        #            ^^^^^^^^^^^^^^^^ error[conflicting-access]: this rewrites file '/etc/hosts.all' while task 'all', which adds to it, may be running
        async_run all configure_all $host
       #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: task 'all' adds to file '/etc/hosts.all', and so does that of the round before, which may be running
        #         ^^^ error[task-name-reused]: task 'all' is started again while it may be running
        sleep 1
        [[ $host == three ]] || continue
        async_wait all
    done
    async_wait all
    #          ^^^ warning[task-awaited-twice]: task 'all' has already been awaited, and nothing starts it again before this wait
}
