#!/bin/bash
# What a value can be is known, although not which of these it is.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)

source $TOP_DIR/functions-common
source $TOP_DIR/inc/ini-config
source $TOP_DIR/inc/async
source $TOP_DIR/lib/steps

mkdir -p /etc/network/plugins /etc/images /etc/compute $RING_DIR
choose_driver
configure_compute
# Create and/or clean the async state directory
async_init

async_runfunc init_images
async_runfunc init_compute
init_network
configure_driver
init_rings
cat $RING_DIR/ring.key
async_wait init_images init_compute

# Make sure we didn't leak any background tasks
async_cleanup
