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

mkdir -p $DEST/conf $DATA_DIR
look_for_file
list_of_kind
gateway_and_ports
endpoint_and_client
packages_and_data_files
services_in_turn
settings_are_apart
poll_before_use
made_before
numbers_of_loops
