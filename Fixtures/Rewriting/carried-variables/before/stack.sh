#!/bin/bash
# What tasks find out, and the script uses later.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}
KERNEL=none

source $TOP_DIR/lib/kernel

mkdir -p $DEST/conf
find_kernel
share_services
openstack project create demo
echo "the kernel is $KERNEL" > $DEST/conf/kernel
set_password
openstack project create other
openstack user create bob
openstack project create last
print_password
