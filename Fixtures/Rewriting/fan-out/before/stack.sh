#!/bin/bash
# Loops whose rounds have nothing to do with each other.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}
CELLS=${CELLS:-2}

source $TOP_DIR/lib/cells
source $TOP_DIR/lib/images

mkdir -p $DEST/conf
init_cells
link_cells
create_images small large
describe_images me
finish_images
