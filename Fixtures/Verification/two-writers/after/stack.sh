#!/bin/bash
# One of them beside the other: each can lose what the other writes.

TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async

CONF=/etc/shared.conf

function configure_storage {
    iniset $CONF storage path $DEST/storage
    iniset $CONF storage size 10
}

function configure_queue {
    iniset $CONF queue host localhost
    iniset $CONF queue port 5672
}

async_init
async_runfunc configure_storage
configure_queue
async_wait configure_storage
