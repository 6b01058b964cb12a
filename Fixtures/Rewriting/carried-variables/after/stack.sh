#!/bin/bash
# What tasks find out, and the script uses later.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}
KERNEL=none

source $TOP_DIR/lib/kernel
source $TOP_DIR/inc/async

mkdir -p $DEST/conf
# Create and/or clean the async state directory
async_init

async_runfunc --carry KERNEL find_kernel
share_services
async_run project-demo openstack project create demo
async_wait find_kernel
echo "the kernel is $KERNEL" > $DEST/conf/kernel
async_runfunc --carry tester_password set_password
async_run project-other openstack project create other
async_run user-bob openstack user create bob
openstack project create last
async_wait set_password
print_password
async_wait project-demo project-other user-bob

# Make sure we didn't leak any background tasks
async_cleanup
