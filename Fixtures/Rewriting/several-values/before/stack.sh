#!/bin/bash
# What a value can be is known, although not which of these it is.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)

source $TOP_DIR/functions-common
source $TOP_DIR/inc/ini-config
source $TOP_DIR/lib/steps

mkdir -p /etc/network/plugins /etc/images /etc/compute $RING_DIR
choose_driver
configure_compute
init_images
init_network
configure_driver
init_rings
init_compute
cat $RING_DIR/ring.key
