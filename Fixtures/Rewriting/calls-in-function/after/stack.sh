#!/bin/bash
# Accounts are made one after another.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}

source $TOP_DIR/lib/accounts
source $TOP_DIR/inc/async

# Create and/or clean the async state directory
async_init

create_accounts
echo "accounts made"

# Make sure we didn't leak any background tasks
async_cleanup
