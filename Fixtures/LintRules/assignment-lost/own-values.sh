# What a process has assigned itself is what it reads; what it reads in other ways than by a dollar sign is read, too.

function first_loop_ok { for node in $(seq 1 $NODES); do touch "$DEST/first-$node"; done; }
function second_loop_ok { for node in $(seq 1 $NODES); do echo "$node" > "$DEST/second-$node"; done; }
function loops_in_two_tasks_ok {
    async_runfunc first_loop_ok
    async_runfunc second_loop_ok
    async_wait first_loop_ok second_loop_ok
}

function write_rule { rule_text="allow $1"; echo "$rule_text" | sudo tee /etc/rules-$1; }
function rules_of_a_ok { write_rule a; }
function rules_of_b_ok { write_rule b; }
function helper_in_two_tasks_ok {
    async_runfunc rules_of_a_ok
    async_runfunc rules_of_b_ok
    async_wait rules_of_a_ok rules_of_b_ok
    write_rule c
}

function sets_in_a_branch_bad {
    MODE_OF_IT=fast
   #^^^^^^^^^^^^^^^ error[assignment-lost]: task 'sets_in_a_branch_bad' assigns 'MODE_OF_IT' in a child shell: where it is read later, the value is missing
}
function reads_where_it_did_not_set {
    if is_service_enabled q-svc; then MODE_OF_IT=slow; fi
    echo "$MODE_OF_IT" > /etc/mode
}
function sets_only_sometimes {
    async_runfunc sets_in_a_branch_bad
    async_runfunc reads_where_it_did_not_set
    async_wait sets_in_a_branch_bad reads_where_it_did_not_set
}

function sets_password_bad { ADMIN_SECRET=$(openssl rand -hex 8); }
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'sets_password_bad' assigns 'ADMIN_SECRET' in a child shell: where it is read later, the value is missing
function writes_here_document {
    async_runfunc sets_password_bad
    async_wait sets_password_bad
    sudo tee /etc/secret.rc <<END
SECRET=$ADMIN_SECRET
END
}

function quoted_document_ok { QUOTED_SECRET=x; }
function writes_quoted_document {
    async_runfunc quoted_document_ok
    async_wait quoted_document_ok
    sudo tee /etc/secret.rc <<'END'
SECRET=$QUOTED_SECRET
END
}

function sets_line_bad { ONE_LINE=$(head -1 /etc/hosts); }
#                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'sets_line_bad' assigns 'ONE_LINE' in a child shell: where it is read later, the value is missing
function reads_here_string {
    async_runfunc sets_line_bad
    async_wait sets_line_bad
    grep -q localhost <<< "$ONE_LINE"
}

function fills_array_bad { mapfile -t FOUND_RINGS < <(ls $DEST/rings); }
#                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'fills_array_bad' assigns 'FOUND_RINGS' in a child shell: where it is read later, the value is missing
function counts_array {
    async_runfunc fills_array_bad
    async_wait fills_array_bad
    echo "${#FOUND_RINGS[@]} rings"
}

function sets_id_bad { SHARED_NET_ID=$(openstack network show -f value -c id shared); }
#                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'sets_id_bad' assigns 'SHARED_NET_ID' in a child shell: where it is read later, the value is missing
function names_it_to_a_helper {
    async_runfunc sets_id_bad
    async_wait sets_id_bad
    die_if_not_set $LINENO SHARED_NET_ID "no network"
}

function sets_flag_bad { HAS_GPU=True; }
#                        ^^^^^^^^^^^^ error[assignment-lost]: task 'sets_flag_bad' assigns 'HAS_GPU' in a child shell: where it is read later, the value is missing
function asks_whether_it_is_set {
    async_runfunc sets_flag_bad
    async_wait sets_flag_bad
    if [[ -v HAS_GPU ]]; then configure_gpu; fi
}

function enables_bad { enable_service my-agent; }
#                      ^^^^^^^^^^^^^^^^^^^^^^^ error[assignment-lost]: task 'enables_bad' assigns 'ENABLED_SERVICES' in a child shell: where it is read later, the value is missing
function asks_for_the_service {
    async_runfunc enables_bad
    async_wait enables_bad
    if is_service_enabled my-agent; then start_it; fi
}
