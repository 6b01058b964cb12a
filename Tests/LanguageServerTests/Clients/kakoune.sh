#!/bin/bash
# A session of Kakoune without a screen: prints what its linter option holds for BAD_FILE.
session=devstack-async-$$
kak -ui dummy -s "$session" -e "edit $BAD_FILE; set-option buffer filetype sh; lint-buffer" </dev/null >/dev/null 2>&1 &
for ((round = 0; round < 150; round++)); do
    sleep 0.2
    echo "evaluate-commands -buffer $BAD_FILE %{ echo -to-file $PWD/messages %opt{lint_messages} }" | kak -p "$session" 2>/dev/null
    if grep -q col messages 2>/dev/null; then
        break
    fi
done
cat messages
echo
echo 'kill!' | kak -p "$session"
wait
