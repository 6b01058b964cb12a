#!/bin/bash
# Calls that could start above where they stand.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}

source $TOP_DIR/lib/network
source $TOP_DIR/inc/async
source $TOP_DIR/lib/names

mkdir -p $DEST/conf
# Create and/or clean the async state directory
async_init

async_runfunc name_things
prepare_network
async_wait name_things

# Make sure we didn't leak any background tasks
async_cleanup
