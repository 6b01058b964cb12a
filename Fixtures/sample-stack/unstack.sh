#!/bin/bash
# Takes the sample stack down.

TOP_DIR=$(cd $(dirname "$0") && pwd)

source $TOP_DIR/functions
source $TOP_DIR/stackrc
source $TOP_DIR/lib/compute

async_init
run_phase unstack
for kind in scheduler conductor api; do
    async_run "stop-$kind" stop_process "$kind"
done
async_wait stop-{scheduler,conductor,api}
async_cleanup
rm -rf "$DEST/async"
