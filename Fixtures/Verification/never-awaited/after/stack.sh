#!/bin/bash
# Nobody waits for the first.

TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async

function fetch_kernel {
    curl -sf -o $DEST/kernel https://mirror.example/kernel
}

async_init
async_runfunc fetch_kernel
git clone https://opendev.example/tools $DEST/tools
