#!/bin/bash
# Things that are fetched ahead.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}
FILES=$DEST/files
PAINT_REPO=https://git.example.org/paint
PAINT_DIR=$DEST/paint
PAINT_BRANCH=main
IMAGE_URL=https://images.example.org/tiny.img
STORE_REPO=https://git.example.org/store
STORE_DIR=$DEST/store
DOCS=${DOCS:-no}

source $TOP_DIR/lib/tools
source $TOP_DIR/inc/async

mkdir -p $DEST $FILES

# Create and/or clean the async state directory
async_init

# Fetched ahead of install_paint, which finds it there
if [[ "$DOCS" != "none" ]] && [[ ! -d $PAINT_DIR ]]; then
    async_run fetch-paint git clone -b $PAINT_BRANCH $PAINT_REPO $PAINT_DIR
fi

# Fetched ahead of upload_image, which finds it there
async_run fetch-tiny-img wget -c -O $FILES/tiny.img $IMAGE_URL

# Base
# ----
async_runfunc make_accounts
make_flavors

async_wait fetch-paint make_accounts

if [[ "$DOCS" != "none" ]]; then
    install_paint
fi
install_store
async_runfunc make_flavors_again
async_wait fetch-tiny-img
upload_image
async_wait make_flavors_again
install_local
install_changed
install_notes

# Make sure we didn't leak any background tasks
async_cleanup
