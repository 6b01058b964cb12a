#!/bin/bash
# Little here may run in the background.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}

source $TOP_DIR/lib/steps
source $TOP_DIR/inc/async

mkdir -p $DEST/conf
find_kernel
sets_variable
echo "the kernel is $KERNEL"
changes_directory
leaves_process
runs_unknown
asks_user
if may_fail; then
    echo "it did not"
fi
uses_status
echo "status $?"
# Create and/or clean the async state directory
async_init

async_run project-last openstack project create last
writes_file
cat $DEST/conf/list
async_wait project-last

# Make sure we didn't leak any background tasks
async_cleanup
