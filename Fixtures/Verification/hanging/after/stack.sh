#!/bin/bash
# The foreground waits for what the task would only make later, in a way that no runtime can see.

TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async

function make_key {
    until [[ -e $DEST/go ]]; do sleep 1; done
    echo secret > $DEST/key
}

async_init
if [[ $DEVSTACK_PARALLEL == False ]]; then
    : > $DEST/go
fi
async_runfunc make_key
until [[ -e $DEST/key ]]; do sleep 1; done
rm -f $DEST/go
cat $DEST/key
async_wait make_key
