#!/bin/bash
# A step and what needs it.

function make_key {
    echo secret > $DEST/key
}

make_key
cat $DEST/key
