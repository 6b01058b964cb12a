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

mkdir -p $DEST $FILES

# Base
# ----
make_accounts
make_flavors

if [[ "$DOCS" != "none" ]]; then
    install_paint
fi
install_store
make_flavors_again
upload_image
install_local
install_changed
install_notes
