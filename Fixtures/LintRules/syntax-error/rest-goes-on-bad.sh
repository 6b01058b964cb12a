# One broken function; the others are judged all the same.

function before_it {
    async_wait absent-before
    #          ^^^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'absent-before'
}

function broken {
    done
   #^^^^ error[syntax-error]: syntax error near unexpected token `done'
}

function after_it {
    async_wait absent-after
    #          ^^^^^^^^^^^^ error[wait-without-start]: nothing starts task 'absent-after'
}
