#!/bin/bash
# A step in the middle fails, and ends the script.

set -o errexit

function load_images {
    mkdir -p $DEST/images
    grep -q complete /etc/images.list
    openstack image create --file $DEST/images/disk disk
}

pip install images
load_images
systemctl restart images
