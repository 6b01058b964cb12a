#!/bin/bash
# What services and programs need of others, and what they do not.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}
DATA_DIR=$DEST/data
PYTHON_VERSION=${PYTHON_VERSION:-3}
PYTHON=$(which python$PYTHON_VERSION 2>/dev/null || which python 2>/dev/null)
GROUP=${GROUP:-volumes}

source $TOP_DIR/lib/steps
source $TOP_DIR/inc/async

mkdir -p $DEST/conf $DATA_DIR
# Create and/or clean the async state directory
async_init

async_runfunc stopped_beside_starts
stopped_before_removal
async_wait stopped_beside_starts
targets_beside_files
_scheduler_beside_files_first
async_runfunc _scheduler_beside_files_rest
targets_beside_databases
async_wait _scheduler_beside_files_rest
started_before_polls
environment_before_its_programs
web_pages_beside_accounts
async_runfunc unset_commands
names_are_no_paths
async_wait unset_commands

# Make sure we didn't leak any background tasks
async_cleanup
