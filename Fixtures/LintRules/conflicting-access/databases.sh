# Databases, by name.

function migrate_one {
    mysql -u root -e "DROP DATABASE IF EXISTS nova_cell0"
    mysql -u root -e "CREATE DATABASE nova_cell0"
}
function other_database_ok {
    async_runfunc migrate_one
    mysql -u root -e "CREATE DATABASE nova_api"
    async_wait migrate_one
}
function same_database_bad {
    async_runfunc migrate_one
    mysql -u root -e "CREATE DATABASE nova_cell0"
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes database 'nova_cell0' while task 'migrate_one', which does so too, may be running
    async_wait migrate_one
}
function recreate_by_argument {
    recreate_database $1
}
function recreates_other_ok {
    async_run glance recreate_by_argument glance
    recreate_by_argument keystone
    async_wait glance
}
function recreates_same_bad {
    async_run glance recreate_by_argument glance
    recreate_by_argument glance
   #^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[conflicting-access]: this changes database 'glance' while task 'glance', which does so too, may be running
    async_wait glance
}
