#!/bin/bash
# A stack that has tasks, most of them awaited too early.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}
ENABLED_SERVICES=${ENABLED_SERVICES:-images,volumes,web}

source $TOP_DIR/inc/async
source $TOP_DIR/functions
source $TOP_DIR/lib/images
source $TOP_DIR/lib/volumes
source $TOP_DIR/lib/web

mkdir -p $DEST/conf

async_init

# Downloads
# ---------

if is_enabled images; then
    async_runfunc fetch_images
fi
if is_enabled volumes; then
    async_runfunc fetch_volumes
fi
async_run web-pages fetch_pages web

async_wait web-pages

# Packages
# --------

async_runfunc fetch_keys

# The sources of the packages are signed
async_wait fetch_keys

async_runfunc fetch_packages

# Web
# ---

if is_enabled web; then
    make_pages
fi

# Images
# ------

async_wait fetch_images

if is_enabled images; then
    check_images
fi

async_runfunc fetch_hosts
async_wait fetch_hosts
make_hosts

async_wait fetch_volumes

if is_enabled volumes; then
    check_volumes
    prepare_volumes
fi

# Whoever publishes the names may look at anything
async_runfunc fetch_names
async_wait fetch_names
async_wait fetch_packages
publish-names
fetch_totals

# Dump out the time totals
async_cleanup
time_totals
