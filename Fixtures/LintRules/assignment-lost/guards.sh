# Guards, defaults and other shells.

function sets_guarded_bad {
    if [[ "$MODE" == "fast" ]]; then
        PLACE=$(hostname)
       #^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'sets_guarded_bad' assigns 'PLACE' in a child shell: where it is read later, the value is missing
    fi
}
function same_guard_on_both_sides {
    async_runfunc sets_guarded_bad
    create_flavors
    async_wait sets_guarded_bad
    if [[ "$MODE" == "fast" ]]; then
        echo "$PLACE"
    fi
}

function sets_read_in_subshell_bad {
    HOST_ID=$(hostname)
   #^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'sets_read_in_subshell_bad' assigns 'HOST_ID' in a child shell: where it is read later, the value is missing
}
function read_in_subshell {
    async_runfunc sets_read_in_subshell_bad
    create_flavors
    async_wait sets_read_in_subshell_bad
    ( echo "$HOST_ID" )
}

function sets_array_bad {
    NODES+=("$(hostname)")
   #^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'sets_array_bad' assigns 'NODES' in a child shell: where it is read later, the value is missing
}
function reads_array {
    async_runfunc sets_array_bad
    create_flavors
    async_wait sets_array_bad
    echo "${NODES[@]}"
}

function sets_with_default_bad {
    CACHE_DIR=${CACHE_DIR:-$(mktemp -d)}
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'sets_with_default_bad' assigns 'CACHE_DIR' in a child shell: where it is read later, the value is missing
}
function reads_default {
    async_runfunc sets_with_default_bad
    create_flavors
    async_wait sets_with_default_bad
    ls "$CACHE_DIR"
}

function sets_only_default {
    LOG_DIR=/var/log/example
}
function reads_with_own_default {
    async_runfunc sets_only_default
    create_flavors
    async_wait sets_only_default
    sets_only_default
    ls "$LOG_DIR"
}

function sets_name_reference_bad {
    local -n target=RESULT
    target=$(hostname)
   #^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'sets_name_reference_bad' assigns 'RESULT' in a child shell: where it is read later, the value is missing
}
function reads_result {
    async_runfunc sets_name_reference_bad
    create_flavors
    async_wait sets_name_reference_bad
    echo "$RESULT"
}

function sets_local_of_caller {
    answer=$(hostname)
}
function wraps_with_local_ok {
    local answer
    sets_local_of_caller
    echo "$answer"
}
function starts_wrapper {
    async_runfunc wraps_with_local_ok
    create_flavors
    async_wait wraps_with_local_ok
    echo "$answer"
}

function counts_bad {
    COUNT=$((COUNT + 1))
   #^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'counts_bad' assigns 'COUNT' in a child shell: where it is read later, the value is missing
}
function reads_count {
    async_runfunc counts_bad
    create_flavors
    async_wait counts_bad
    echo "$COUNT"
}

# `printf -v` and `declare -g` assign, too.
function prints_into_bad {
    printf -v STAMP '%s' "$(hostname)"
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'prints_into_bad' assigns 'STAMP' in a child shell: where it is read later, the value is missing
}
function declares_global_bad {
    declare -g STAMP_TWO=$(hostname)
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'declares_global_bad' assigns 'STAMP_TWO' in a child shell: where it is read later, the value is missing
}
function reads_stamps {
    async_runfunc prints_into_bad
    async_runfunc declares_global_bad
    create_flavors
    async_wait prints_into_bad declares_global_bad
    echo "$STAMP $STAMP_TWO"
}

# What a program finds in its environment is not followed.
function false_negative_read_by_program {
    export OS_CLOUD=devstack-admin
}
function starts_exporting {
    async_runfunc false_negative_read_by_program
    create_flavors
    async_wait false_negative_read_by_program
    openstack flavor list
}
