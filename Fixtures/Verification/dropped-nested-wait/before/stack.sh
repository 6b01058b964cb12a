#!/bin/bash
# Accounts are made by a function that makes several.

function create_account {
    openstack user create --password secret $1
    openstack role add --user $1 member
}

function create_accounts {
    local name
    for name in glance nova placement; do
        create_account $name
    done
    openstack user show glance
}

restart_service apache2
create_accounts
iniset /etc/report.conf DEFAULT accounts 3
