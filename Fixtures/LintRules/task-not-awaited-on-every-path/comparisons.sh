# One condition, written in two ways.

function numbers_ok {
    if [[ $N -ge 1 ]]; then async_run numbers work; fi
    if [[ $N -gt 0 ]]; then async_wait numbers; fi
}
function arithmetic_ok {
    if (( CELLS > 1 )); then async_run arithmetic work; fi
    if [ "$CELLS" -ge 2 ]; then async_wait arithmetic; fi
}
function opposite_ok {
    if [[ 3 -lt $N ]]; then async_run opposite work; fi
    if ! (( N <= 3 )); then async_wait opposite; fi
}
function stricter_bad {
    if [[ $N -gt 0 ]]; then async_run stricter work; fi
    if [[ $N -gt 1 ]]; then async_wait stricter; fi
    #                                  ^^^^^^^^ warning[task-not-awaited-on-every-path]: this wait is missed when $N is not more than 1, but task 'stricter' runs then, too
}
function looser_ok {
    if [[ $N -gt 5 ]]; then async_run looser work; fi
    if [[ $N -gt 2 ]]; then async_wait looser; fi
}
function with_a_letter_ok {
    if [ x"$A" = x"b" ]; then async_run letter work; fi
    if [[ $A == b ]]; then async_wait letter; fi
}
function with_another_letter_bad {
    if [ x"$A" = x"b" ]; then async_run letters work; fi
    if [[ $A == c ]]; then async_wait letters; fi
    #                                 ^^^^^^^ warning[task-not-awaited-on-every-path]: no path that starts task 'letters' comes to this wait
}
function wants_metadata { [[ "$METADATA" == "True" ]]; }
function predicate_ok {
    if wants_metadata; then async_run predicate work; fi
    if [[ "$METADATA" == "True" ]]; then async_wait predicate; fi
}
function other_value_bad {
    if wants_metadata; then async_run other work; fi
    if [[ "$METADATA" == "False" ]]; then async_wait other; fi
    #                                                ^^^^^ warning[task-not-awaited-on-every-path]: no path that starts task 'other' comes to this wait
}
