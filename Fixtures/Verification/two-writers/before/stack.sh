#!/bin/bash
# Two functions write to one configuration file.

CONF=/etc/shared.conf

function configure_storage {
    iniset $CONF storage path $DEST/storage
    iniset $CONF storage size 10
}

function configure_queue {
    iniset $CONF queue host localhost
    iniset $CONF queue port 5672
}

configure_storage
configure_queue
