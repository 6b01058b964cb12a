# Lists that are taken apart in ways of which the parts are known.

function split_at_commas_bad {
    local -a list
    local n
    IFS=, read -ra list <<< "comma-x,comma-y"
    for n in "${list[@]}"; do async_run "$n" work; done
    #                                    ^^ error[task-never-awaited]: nothing awaits task 'comma-y'
    async_wait comma-x
}
function split_at_colons_ok {
    local n
    local names="colon-x:colon-y"
    local IFS=:
    for n in $names; do async_run "$n" work; done
    async_wait colon-x
    async_wait colon-y
}
function lines_of_a_document_bad {
    local n cmd
    while read -r n cmd; do async_run "$n" $cmd; done <<END
line-one make_one
line-two make_two
END
    async_wait line-one
}
function lines_of_a_command_ok {
    local w
    async_run printed-a work
    while read -r w; do async_wait printed-$w; done < <(printf '%s\n' a)
}
function translated_bad {
    local s n
    for s in tr_api tr_vol; do n=$(echo $s | tr _ -); async_run "$n" start "$s"; done
    #                                                            ^^ error[task-never-awaited]: nothing awaits task 'tr-vol'
    async_wait tr-api
}
function edited_ok {
    local s n
    for s in sed_api sed_vol; do n=$(echo $s | sed s/_/-/); async_run "$n" start "$s"; done
    async_wait sed-api sed-vol
}
function digits_are_no_dash_bad {
    local i
    for i in $(seq 1 $CELLS); do async_run digit-cell$i work; done
    #                                      ^^^^^^^^^^^^ error[task-never-awaited]: nothing awaits task 'digit-cell$i'
    for i in $(seq 1 $CELLS); do async_wait digit-cell-$i; done
    #                                       ^^^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'digit-cell-$i'
}
# at 20:40-41 error[task-never-awaited]: nothing awaits task 'line-two'
