# One broken function; the others are judged all the same.

function before_it {
    async_wait absent-before
    #          ^^^^^^^^^^^^^ error[wait-without-start]
}

function broken {
    done
   #^^^^ error[syntax-error]
}

function after_it {
    async_wait absent-after
    #          ^^^^^^^^^^^^ error[wait-without-start]
}
