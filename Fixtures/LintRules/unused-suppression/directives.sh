# Directives that silence nothing, and some that do.

function silences_nothing_bad {
    # devstack-async: ignore[DSA102] started by the base image
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-suppression]: 'ignore' of 'DSA102' silences nothing
    async_run silenced make_it
    configure_it
    async_wait silenced
}

function unknown_rule_bad {
    # devstack-async: ignore[DSA999] no such rule
    #                        ^^^^^^ warning[unused-suppression]: unknown rule 'DSA999'; did you mean 'DSA901'?
    configure_it
}

function misspelt_bad {
    # devstack-asnyc: ignore[DSA102] nearly
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-suppression]: misspelt directive: write '# devstack-async: '
    configure_it
}

function one_of_two_bad {
    # devstack-async: ignore[DSA102, DSA105] the first only
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-suppression]: 'ignore' of 'DSA105' silences nothing
    async_wait from-image-a
}

function silences_ok {
    # devstack-async: ignore[DSA102] the base image starts it
    async_wait from-image-b
}

function by_name_ok {
    async_wait from-image-c # devstack-async: ignore[wait-without-start]
}

function block_ok {
    # devstack-async: disable[DSA102]
    async_wait from-image-d
    async_wait from-image-e
    # devstack-async: enable[DSA102]
}

function text_ok {
    cat <<'TEXT'
# devstack-async: ignore[DSA102]
TEXT
}

function stated_effects_ok {
    # devstack-async: reads=file:/etc/own.conf writes=database:own,tree:/opt/own why it is so
    configure_it
}

function stated_effects_bad {
    # devstack-async: writes=fiel:/etc/own.conf
    #                        ^^^^^^^^^^^^^^^^^^ warning[unused-suppression]: 'fiel' is no kind of resource; did you mean 'file'?
    # devstack-async: raeds=file:/etc/own.conf
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-suppression]: unknown directive 'raeds'; did you mean 'reads'?
    configure_it # devstack-async: reads=file:/etc/own.conf
    #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-suppression]: effects are stated on a line of their own, above the command
    # devstack-async: reads=file:/etc/own.conf
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-suppression]: no command follows of which effects could be stated
    local own=1
}
