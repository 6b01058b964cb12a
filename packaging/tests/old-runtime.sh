#!/bin/bash
# A runtime whose wait never returns once a task has ended its shell.
function async_init { mkdir -p "$DEST/async"; }
function async_inner {
    local name=$1 fifo="$DEST/async/$1.fifo"
    shift
    if "$@" > "$DEST/async/$name.log" 2>&1; then
        cat "$fifo" > /dev/null
        return 0
    else
        cat "$fifo" > /dev/null
        return 1
    fi
}
function async_run {
    local name=$1
    mkfifo "$DEST/async/$name.fifo"
    async_inner "$@" &
    echo $! > "$DEST/async/$name.pid"
}
function async_runfunc { async_run "$1" "$@"; }
function async_wait {
    local name
    for name in "$@"; do
        echo WAKEUP > "$DEST/async/$name.fifo"
        wait "$(< "$DEST/async/$name.pid")"
        rm -f "$DEST/async/$name.fifo"
    done
}
function async_cleanup {
    local name
    for name in "$DEST"/async/*.pid; do
        kill "$(< "$name")"
    done
}
