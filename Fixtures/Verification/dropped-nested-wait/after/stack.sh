#!/bin/bash
# The account is asked for before its task is awaited.

TOP_DIR=$(cd $(dirname "$0") && pwd)
source $TOP_DIR/inc/async

function create_account {
    openstack user create --password secret $1
    openstack role add --user $1 member
}

function create_accounts {
    local name
    for name in glance nova placement; do
        async_run account-$name create_account $name
    done
    async_wait account-{nova,placement}
    openstack user show glance
    async_wait account-glance
}

async_init
restart_service apache2
async_runfunc create_accounts
iniset /etc/report.conf DEFAULT accounts 3
async_wait create_accounts
