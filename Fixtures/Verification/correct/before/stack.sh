#!/bin/bash
# Serial.

TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/stackrc
source $TOP_DIR/lib/catalog
source $TOP_DIR/lib/mirror

fetch_mirror
install_catalog
configure_catalog
init_catalog
cat $DEST/mirror/index > $DEST/report
run_process catalog /usr/bin/catalog-api --config-file $CATALOG_CONF
echo_summary "done"
