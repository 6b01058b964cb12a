#!/bin/bash
# Little here may run in the background.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}

source $TOP_DIR/lib/steps

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
openstack project create last
writes_file
cat $DEST/conf/list
