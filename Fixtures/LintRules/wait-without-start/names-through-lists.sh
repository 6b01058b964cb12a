# Lists of names, in every form that scripts give them.

function positional_parameters_ok {
    set -- list-a list-b
    async_run list-a make_it
    async_run list-b make_it
    async_wait "$@"
}

function shifted_ok {
    collect_shifted shift-a shift-b
}

function collect_shifted {
    local name
    for name in "$@"; do
        async_run "$name" make_it
    done
    while [[ $# -gt 0 ]]; do
        async_wait "$1"
        shift
    done
}

function read_into_an_array_ok {
    local -a names
    read -r -a names <<< "here-a here-b"
    async_run here-a make_it
    async_run here-b make_it
    async_wait "${names[@]}"
}

function prefixed_elements_ok {
    local -a kinds=(one two)
    async_run pre-one make_it
    async_run pre-two make_it
    async_wait "${kinds[@]/#/pre-}"
}

function joined_elements_ok {
    local -a names=(join-a join-b)
    async_run join-a make_it
    async_run join-b make_it
    async_wait ${names[*]}
}

function values_of_a_table_ok {
    local -A names=([first]=table-a [second]=table-b)
    async_run table-a make_it
    async_run table-b make_it
    async_wait "${names[first]}" "${names[second]}"
}

function one_element_ok {
    local -a names=(elem-a elem-b)
    async_run "${names[0]}" make_it
    async_run "${names[1]}" make_it
    configure_it
    async_wait elem-b elem-a
}

function reference_to_a_name_ok {
    local target=ref-task
    local -n reference=target
    async_run ref-task make_it
    configure_it
    async_wait "$reference"
}

function collected_names_ok {
    local name names=""
    for name in cpu disk net; do
        async_run "probe-$name" probe_it $name
        names+=" probe-$name"
    done
    configure_it
    async_wait $names
}

function collected_names_one_too_many_bad {
    local name names="gather-extra"
    for name in cpu disk; do
        async_run "gather-$name" probe_it $name
        names+=" gather-$name"
    done
    configure_it
    async_wait $names
    #          ^^^^^^ error[wait-without-start]: nothing starts task 'gather-extra'
}

function braces_around_a_variable_ok {
    local host=alpha
    async_run "boot-alpha-a" boot_it
    async_run "boot-alpha-b" boot_it
    configure_it
    async_wait boot-${host}-{a,b}
}

function nested_loops_ok {
    local region kind
    for region in east west; do
        for kind in public internal; do
            async_run "ep-$region-$kind" make_endpoint $region $kind
        done
    done
    configure_it
    async_wait ep-{east,west}-{public,internal}
}

function nested_loops_one_missing_bad {
    local region kind
    for region in north south; do
        for kind in public internal; do
            async_run "ex-$region-$kind" make_endpoint $region $kind
        done
    done
    configure_it
    async_wait ex-{north,south}-{public,internal}
    async_wait ex-north-admin
    #          ^^^^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'ex-north-admin'
}

function upper_case_ok {
    local name=mixed
    async_run MIXED make_it
    configure_it
    async_wait "${name^^}"
}

function replaced_part_ok {
    local name=part.with.dots
    async_run part-with-dots make_it
    configure_it
    async_wait "${name//./-}"
}

function until_loop_ok {
    local i=1
    until ((i > 2)); do
        async_run "until-$i" make_it
        ((i++))
    done
    configure_it
    async_wait until-1 until-2
}
