#!/bin/bash
# Two services, each under its guard.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}
ENABLED_SERVICES=${ENABLED_SERVICES:-images,volumes,web}

source $TOP_DIR/functions
source $TOP_DIR/lib/images
source $TOP_DIR/lib/volumes

mkdir -p $DEST/conf

# Images
# ------

# Create and/or clean the async state directory
async_init

if is_enabled images; then
    configure_images
    async_runfunc init_images
fi

# Volumes
# -------

if is_enabled volumes; then
    configure_volumes
    init_volumes    # the slowest of them
fi

async_wait init_images

# What the web pages show is made from both databases
if is_enabled web; then
    report_databases
fi

# Make sure we didn't leak any background tasks
async_cleanup

# Dump out the time totals
time_totals
async_print_timing
