# A function that is called in between ends the script, or the loop of waits ends early.

function stop_where_nothing_is_to_do_bad { if [[ -z "$1" ]]; then exit 0; fi; }
#                                                                 ^^^^^^ warning[task-not-awaited-on-every-path]: the script exits here before task 'ends' is awaited
function ends_in_a_function {
    async_run ends work
    stop_where_nothing_is_to_do_bad "$SOMETHING"
    async_wait ends
}
function fail_where_nothing_is_there { if [[ -z "$1" ]]; then exit 1; fi; }
function fails_in_a_function_ok {
    async_run fails work
    fail_where_nothing_is_there "$SOMETHING"
    async_wait fails
}
function waits_end_early_bad {
    local i
    for i in $(seq 1 $CELLS); do async_run early-$i work; done
    for i in $(seq 1 $CELLS); do
        async_wait early-$i
        #          ^^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when '-e $DEST/enough' holds, but task 'early-$i' runs then, too
        if [[ -e $DEST/enough ]]; then break; fi
    done
}
function one_short_bad {
    local i
    for i in $(seq 1 $CELLS); do async_run short-$i work; done
    for i in $(seq 1 $((CELLS - 1))); do async_wait short-$i; done
    #                                               ^^^^^^^^ warning[task-not-awaited-on-every-path]: the loop that awaits 'short-$i' runs over fewer elements than the one that starts it
}
function to_the_end_ok {
    local i
    for ((i = 0; i < CELLS; i++)); do async_run whole-$i work; done
    for i in $(seq 0 $((CELLS - 1))); do async_wait whole-$i; done
}
