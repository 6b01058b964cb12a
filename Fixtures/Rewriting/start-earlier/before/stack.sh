#!/bin/bash
# Calls that could start above where they stand.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}

source $TOP_DIR/lib/network
source $TOP_DIR/lib/names

mkdir -p $DEST/conf
name_things
prepare_network
