# Loops that start tasks, bounded or not.

function lines_of_a_file_bad {
    local url
    while read -r url; do
        async_run "image-$url" fetch_image $url
        #          ^^^^^^^^^^ warning[unbounded-fan-out]: the loop starts task 'image-$url' in every round and awaits none: nothing bounds how many run at once
    done < "$DEST/images"
    while read -r url; do
        async_wait "image-$url"
    done < "$DEST/images"
}

function glob_bad {
    local file
    for file in "$DEST"/images/*; do
        async_run "load-$file" load_image $file
        #          ^^^^^^^^^^ warning[unbounded-fan-out]: the loop starts task 'load-$file' in every round and awaits none: nothing bounds how many run at once
    done
    for file in "$DEST"/images/*; do
        async_wait "load-$file"
    done
}

function output_of_a_command_bad {
    local server
    for server in $(list_servers); do
        async_run "boot-$server" boot_it $server
        #          ^^^^^^^^^^^^ warning[unbounded-fan-out]: the loop starts task 'boot-$server' in every round and awaits none: nothing bounds how many run at once
    done
    for server in $(list_servers); do
        async_wait "boot-$server"
    done
}

function endless_bad {
    local i=0
    while true; do
        async_run "probe-$i" probe_it $i
        #          ^^^^^^^^ warning[unbounded-fan-out]: the loop starts task 'probe-$i' in every round and awaits none: nothing bounds how many run at once
        i=$((i + 1))
        [[ -e "$MARKER" ]] && break
    done
    for i in $(seq 0 $i); do
        async_wait "probe-$i"
    done
}

function literal_list_ok {
    local kind
    for kind in kernel ramdisk disk; do
        async_run "get-$kind" fetch_image $kind
    done
    async_wait get-{kernel,ramdisk,disk}
}

function counted_by_a_setting_ok {
    local i
    for i in $(seq 1 $NOVA_NUM_CELLS); do
        async_run "cell-$i" make_cell $i
    done
    for i in $(seq 1 $NOVA_NUM_CELLS); do
        async_wait "cell-$i"
    done
}

function awaited_in_the_turn_ok {
    local url
    while read -r url; do
        async_run one-image fetch_image $url
        configure_it
        async_wait one-image
    done < "$DEST/images"
}

function leaves_after_the_first_ok {
    local server
    for server in $(list_servers); do
        async_run only-one boot_it $server
        break
    done
    async_wait only-one
}
