# A wait inside a loop for a task that was started outside of it.

function in_each_round_bad {
    local host
    async_run fetch_rounds fetch_it
    for host in $HOSTS; do
        async_wait fetch_rounds
        #          ^^^^^^^^^^^^ info[wait-inside-loop]: the first round of the loop awaits task 'fetch_rounds', each later one finds nothing to await
        #          ^^^^^^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when $HOSTS is empty, but task 'fetch_rounds' runs then, too
        copy_it $host
    done
}

function while_it_lasts_bad {
    async_run fetch_while fetch_it
    configure_it
    while has_more; do
        take_next
        async_wait fetch_while
        #          ^^^^^^^^^^^ info[wait-inside-loop]: the first round of the loop awaits task 'fetch_while', each later one finds nothing to await
        #          ^^^^^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when 'has_more' does not hold, but task 'fetch_while' runs then, too
    done
}

function before_the_loop_ok {
    local host
    async_run fetch_before fetch_it
    configure_it
    async_wait fetch_before
    for host in $HOSTS; do
        copy_it $host
    done
}

function a_name_of_its_own_ok {
    local host
    for host in $HOSTS; do
        async_run "own-$host" fetch_it $host
    done
    for host in $HOSTS; do
        async_wait "own-$host"
    done
}

function known_words_ok {
    local host
    async_run known-a fetch_it a
    async_run known-b fetch_it b
    for host in a b; do
        async_wait known-$host
    done
}

function started_in_the_round_ok {
    local host
    for host in $HOSTS; do
        async_run fetch_inside fetch_it $host
        configure_it $host
        async_wait fetch_inside
    done
}

# The name is the same in each round here, too, but nothing in the text of the wait says so.
function false_negative_in_a_variable {
    local host
    local name=fetch_named
    async_run $name fetch_it
    for host in $HOSTS; do
        async_wait $name
        #          ^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when $HOSTS is empty, but task 'fetch_named' runs then, too
        copy_it $host
    done
}

# The author knows that the list has one word only.
function false_positive_one_round {
    local host
    async_run fetch_once fetch_it
    for host in $THE_HOST; do
        async_wait fetch_once
        #          ^^^^^^^^^^ info[wait-inside-loop]: the first round of the loop awaits task 'fetch_once', each later one finds nothing to await
        #          ^^^^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when $THE_HOST is empty, but task 'fetch_once' runs then, too
        copy_it $host
    done
}
