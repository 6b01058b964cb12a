#!/bin/bash
# Functions of which only the first statements have to run in the foreground.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}
ENABLED=images,volumes
WHO=operator

source $TOP_DIR/lib/images
source $TOP_DIR/lib/volumes

mkdir -p $DEST/conf $DEST/work
init_images

# where they are
echo "images in $IMAGE_DIR" > $DEST/conf/where
openstack project create demo

if [[ $ENABLED =~ volumes ]]; then
    _init_volumes "$WHO" big
    pwd > $DEST/conf/directory
    cat $DEST/conf/volumes
fi
openstack role list > $DEST/conf/roles
cat $DEST/conf/volumes-big

init_types small
echo "volumes of $DEFAULT_TYPE" > $DEST/conf/default
openstack user list > $DEST/conf/users
show_types small
if ! init_types large; then
    echo "no types" >> $DEST/conf/default
fi

show_volumes
openstack group list > $DEST/conf/groups
echo "of $OS_VOLUMES" >> $DEST/conf/groups
_show_images
openstack service list > $DEST/conf/services
cat $DEST/conf/images
