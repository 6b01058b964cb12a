#!/bin/bash
# An argument was split on the way.

TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/stackrc
source $TOP_DIR/inc/async
source $TOP_DIR/lib/catalog
source $TOP_DIR/lib/mirror

async_init
async_runfunc fetch_mirror
install_catalog
configure_catalog
async_runfunc init_catalog --verbose
async_wait fetch_mirror
cat $DEST/mirror/index > $DEST/report
async_wait init_catalog
run_process catalog /usr/bin/catalog-api --config-file $CATALOG_CONF
echo_summary "done"
async_cleanup
