" A session of Vim without a screen: prints the findings that ALE has for BAD_FILE.
execute 'edit' $BAD_FILE
set filetype=sh
ALELint
let rounds = 0
while rounds < 200 && empty(get(get(g:ale_buffer_info, bufnr(''), {}), 'loclist', []))
  sleep 100m
  let rounds += 1
endwhile
let found = get(get(g:ale_buffer_info, bufnr(''), {}), 'loclist', [])
call writefile(map(copy(found), {_, item -> item.lnum . ':' . item.col . ' ' . get(item, 'code', '') . ' ' . item.text}), '/dev/stdout')
qall!
