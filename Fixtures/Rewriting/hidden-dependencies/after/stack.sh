#!/bin/bash
# Steps that need each other without naming what they share.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}
DATA_DIR=$DEST/data
IMAGE_DIR=${IMAGE_DIR:-$DATA_DIR/images}
NETWORK_CONF=${NETWORK_CONF:-$DEST/conf/network.conf}
SERVICE_PROJECT=${SERVICE_PROJECT:-service}

source $TOP_DIR/lib/steps
source $TOP_DIR/inc/async

mkdir -p $DEST/conf $DATA_DIR
# Create and/or clean the async state directory
async_init

async_runfunc look_for_file
async_runfunc list_of_kind
gateway_and_ports
async_wait look_for_file list_of_kind
endpoint_and_client
packages_and_data_files
_services_in_turn_first
async_runfunc _services_in_turn_rest
async_runfunc settings_are_apart
_poll_before_use_first
async_runfunc _poll_before_use_rest
async_runfunc made_before
numbers_of_loops
async_wait _services_in_turn_rest settings_are_apart _poll_before_use_rest
async_wait made_before

# Make sure we didn't leak any background tasks
async_cleanup
