#!/bin/bash
# Accounts are made one after another.

set -o errexit

TOP_DIR=$(cd $(dirname "$0") && pwd)
DEST=${DEST:-/opt/stack}

source $TOP_DIR/lib/accounts

create_accounts
echo "accounts made"
