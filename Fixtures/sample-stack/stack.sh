#!/bin/bash
# Builds the sample stack.

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/sample}

source $TOP_DIR/functions
source $TOP_DIR/stackrc
source $TOP_DIR/lib/identity
source $TOP_DIR/lib/images
source $TOP_DIR/lib/compute

async_init

run_phase override_defaults
run_phase source
run_phase stack pre-install

# Packages and databases
async_runfunc install_packages
async_wait install_packages create_database
async_runfunc create_database

run_phase stack install

# Services
init_identity
if is_service_enabled images; then
    async_runfunc init_images
fi
async_runfunc init_compute
echo "region = one" >> "$DEST/etc/stack.conf"
async_wait init_images init_compute create_database

run_phase stack post-config

start_hosts
async_wait init_compute
collect_hosts

run_phase stack extra
run_phase stack test-config

async_cleanup
