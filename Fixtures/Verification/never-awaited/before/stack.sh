#!/bin/bash
# Two steps that have nothing to do with each other.

function fetch_kernel {
    curl -sf -o $DEST/kernel https://mirror.example/kernel
}

fetch_kernel
git clone https://opendev.example/tools $DEST/tools
