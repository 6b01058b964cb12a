#!/bin/bash
# Functions of which only the first statements have to run in the foreground.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}
ENABLED=images,volumes
WHO=operator

source $TOP_DIR/lib/images
source $TOP_DIR/inc/async
source $TOP_DIR/lib/volumes

mkdir -p $DEST/conf $DEST/work
# Create and/or clean the async state directory
async_init

_init_images_first
async_runfunc _init_images_rest

# where they are
echo "images in $IMAGE_DIR" > $DEST/conf/where
async_run project-demo openstack project create demo

if [[ $ENABLED =~ volumes ]]; then
    _init_volumes "$WHO" big
    async_run volumes-who _init_volumes_rest "$WHO" big
    pwd > $DEST/conf/directory
    cat $DEST/conf/volumes
fi
openstack role list > $DEST/conf/roles
async_wait volumes-who
cat $DEST/conf/volumes-big

_init_types_first small
async_run types-small _init_types_rest small
echo "volumes of $DEFAULT_TYPE" > $DEST/conf/default
openstack user list > $DEST/conf/users
async_wait types-small
async_run show-small show_types small
if ! init_types large; then
    echo "no types" >> $DEST/conf/default
fi

show_volumes
openstack group list > $DEST/conf/groups
echo "of $OS_VOLUMES" >> $DEST/conf/groups
async_wait _init_images_rest
_show_images
openstack service list > $DEST/conf/services
cat $DEST/conf/images
async_wait project-demo show-small

# Make sure we didn't leak any background tasks
async_cleanup
