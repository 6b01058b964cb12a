#!/bin/bash
# A small stack that does one step after another.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}
DATA_DIR=$DEST/data

source $TOP_DIR/functions
source $TOP_DIR/lib/identity
source $TOP_DIR/lib/images
source $TOP_DIR/lib/compute

mkdir -p $DEST/conf $DATA_DIR

# Identity
# --------

create_identity_accounts

# Images
# ------

if is_service_enabled images; then
    create_image_accounts
    configure_images
fi

# Compute
# -------

if is_service_enabled compute; then
    create_compute_accounts
    configure_compute
fi

# everything is configured: publish it
cat $DEST/conf/images.conf $DEST/conf/compute.conf > $DEST/conf/all.conf

if is_service_enabled compute; then
    create_flavors
fi

time_totals
