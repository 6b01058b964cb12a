# Makes Debian's changelog of CHANGELOG.md. Variables: `maintainer`, and `date` in the form of RFC 2822.
/^## [0-9]/ {
    finish()
    split($2, version, ",")
    printf "devstack-async (%s) unstable; urgency=medium\n\n", version[1]
    isOpen = 1
    next
}
/^## / { finish() }
isOpen && /^- / { tell(); change = substr($0, 3) }
isOpen && /^  / { change = change " " substr($0, 3) }
END { finish() }

# One change, in lines of at most 76 characters.
function tell(    words, count, line, i) {
    if (change == "") return
    count = split(change, words, " ")
    line = "  *"
    for (i = 1; i <= count; i++) {
        if (length(line " " words[i]) > 76) { print line; line = "   " }
        line = line " " words[i]
    }
    print line
    change = ""
}

function finish() {
    tell()
    if (isOpen) printf "\n -- %s  %s\n\n", maintainer, date
    isOpen = 0
}
