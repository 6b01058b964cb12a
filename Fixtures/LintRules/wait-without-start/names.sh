# Which names a wait may have, and which of them nothing starts.

function started_nowhere_bad {
    async_wait init_nowhere
    #          ^^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'init_nowhere'
}

function one_of_several_bad {
    async_run id-project create_project admin
    async_wait id-project id-domain
    #                     ^^^^^^^^^ error[wait-without-start]: nothing starts task 'id-domain'
}

function misspelt_bad {
    async_runfunc upload_images
    async_wait upload_image
    #          ^^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'upload_image'
    async_wait upload_images
}

function twice_wrong_bad {
    async_wait gone-a gone-b
    #          ^^^^^^ error[wait-without-start]: nothing starts task 'gone-a'
    #                 ^^^^^^ error[wait-without-start]: nothing starts task 'gone-b'
}

function other_case_bad {
    async_run Case-Name make_it
    async_wait case-name
    #          ^^^^^^^^^ error[wait-without-start]: nothing starts task 'case-name'
    async_wait Case-Name
}

function prefix_only_bad {
    async_run prefix-one make_it
    async_wait prefix
    #          ^^^^^^ error[wait-without-start]: nothing starts task 'prefix'
    async_wait prefix-one
}

function quoted_either_way_ok {
    async_run "quoted-one" make_it
    async_run 'quoted-two' make_it
    async_run quoted-"three" make_it
    async_wait quoted-one "quoted-two" 'quoted-three'
}

function braces_ok {
    async_run br-a make_it a
    async_run br-b make_it b
    async_run br-c-1 make_it c
    async_run br-c-2 make_it c
    async_wait br-{a,b,c-{1,2}}
}

function braces_with_one_too_many_bad {
    async_run bt-a make_it a
    async_run bt-b make_it b
    async_wait bt-{a,b,domain}
    #                  ^^^^^^ error[wait-without-start]: nothing starts task 'bt-domain'
}

function sequence_braces_ok {
    async_run sq-1 make_it
    async_run sq-2 make_it
    async_run sq-3 make_it
    async_wait sq-{1..3}
}

function continued_line_ok {
    async_run long-name-one make_it \
        with many arguments
    async_wait \
        long-name-one
}

function escaped_ok {
    async_run esc\-aped make_it
    async_wait esc-aped
}
