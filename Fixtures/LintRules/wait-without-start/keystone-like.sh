# A brace list in the wait, of which one element has no start any more.
# file: lib/accounts

function create_all_accounts {
    async_run acc-admin create_user admin
    async_run acc-demo create_user demo
    for role in member reader; do
        async_run "acc-role-$role" create_role $role
    done
    async_wait acc-{admin,demo,role-{member,reader}}
    async_wait acc-{domain,admin-group}
    #               ^^^^^^ error[wait-without-start]: nothing starts task 'acc-domain'
    #                      ^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'acc-admin-group'
}
