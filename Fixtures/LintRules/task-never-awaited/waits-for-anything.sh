# A wait of which nothing is known.

function false_negative_any_name {    # a wait that could be for anything hides the leak
    async_run hidden-leak make_it
    async_wait $(< "$DEST/names")
    #          ^^^^^^^^^^^^^^^^^^ info[unresolvable-task-name]: the task's name '$(< "$DEST/names")' can be anything: starts and waits cannot be paired here
}
