# A wait that may be the one for a task counts as one: what comes after it is not told as a race.

function conf_1 { iniset $DEST/c1.conf DEFAULT a 1; }
function conf_2 { iniset $DEST/c2.conf DEFAULT a 1; }
function pending_names_ok {
    local pending=""
    local service
    if is_service_enabled s1; then async_runfunc conf_1; pending+=" conf_1"; fi
    if is_service_enabled s2; then async_runfunc conf_2; pending+=" conf_2"; fi
    for service in $MORE_SERVICES; do pending+=" $service"; done
    async_wait $pending
    iniset $DEST/c1.conf DEFAULT b 2
    iniset $DEST/c2.conf DEFAULT b 2
}

function conf_3 { iniset $DEST/c3.conf DEFAULT a 1; }
function read_names_ok {
    local name
    async_runfunc conf_3
    while read -r name; do async_wait conf_$name; done < $DEST/names
    iniset $DEST/c3.conf DEFAULT b 2
}

function conf_4 { iniset $DEST/c4.conf DEFAULT a 1; }
function before_the_open_wait_bad {
    local name
    async_runfunc conf_4
    iniset $DEST/c4.conf DEFAULT b 2
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes file '$DEST/c4.conf' while task 'conf_4', which does so too, may be running
    while read -r name; do async_wait conf_$name; done < $DEST/names
}

function recreate_cell { recreate_database cell$1; }
function names_that_tell_rounds_apart_ok {
    local i
    while read -r i; do async_run cell-$i recreate_cell $i; done < $DEST/cells
    #                             ^^^^^^^ warning[unbounded-fan-out]: the loop starts task 'cell-$i' in every round and awaits none: nothing bounds how many run at once
    while read -r i; do async_wait cell-$i; done < $DEST/cells
}
