#!/usr/bin/env python3
"""Extreme scripts, and a run of the program over each of them under limits.

Every construct that counts meets every edge of the integers; every construct that repeats, nests or doubles meets a row
of sizes. A run has to end by itself with a status of 0, 1 or 2, within the limits on processor time and memory.

    extremes.py write FOLDER              writes the scripts
    extremes.py run PROGRAM [PATTERN]     runs `PROGRAM lint` over each whose name contains the pattern
"""
import os, resource, subprocess, sys, tempfile, time

EDGES = [
    "0", "-0", "1", "-1", "2", "63", "64", "-63", "127", "128", "255", "256", "1023", "1024", "1025", "2047", "2048",
    "2049", "3000", "32767", "32768", "65535", "65536", "2147483646", "2147483647", "2147483648", "-2147483648",
    "-2147483649", "4294967295", "4294967296", "9223372036854775805", "9223372036854775806", "9223372036854775807",
    "9223372036854775808", "-9223372036854775806", "-9223372036854775807", "-9223372036854775808",
    "-9223372036854775809", "18446744073709551615", "18446744073709551616", "99999999999999999999999999", "007", "08",
    "0x7fffffffffffffff", "0xffffffffffffffff", "64#@_", "65#1", "1e3", "+5", "++5", " 5", "5 ", "1.5", "''", "x", "é",
]

# N is an edge; M is one too, taken from a few.
COUNTING = {
    "shift": "g() { shift N; async_run t$1 f; }\ng a b c\nasync_wait ta tb tc",
    "shift-expression": "g() { shift $((N)); async_run t$1 f; }\ng a b c",
    "break": "for i in 1 2; do for j in 1 2; do async_run t$i$j f; break N; done; done\nasync_wait t11 t21",
    "continue": "for i in 1 2; do for j in 1 2; do async_run t$i$j f; continue N; done; done",
    "return": "g() { async_run a f; return N; async_wait a; }\ng",
    "exit": "async_run a f; exit N",
    "substring-offset": "x=abcdef; async_run t${x:N} f; async_run u${x: N} f",
    "substring-length": "x=abcdef; async_run t${x:1:N} f; async_run u${x: -2:N} f",
    "substring-both": "x=abcdef; async_run t${x:N:M} f",
    "slice": "a=(a b c d); for i in \"${a[@]:N:M}\" ${a[@]:N}; do async_run t$i f; done",
    "slice-arguments": "g() { for i in \"${@:N:M}\" ${@:N}; do async_run t$i f; done; }\ng a b c",
    "subscript": "a=(a b c); async_run t${a[N]} f; a[N]=x; async_run u${a[N]} f; a+=(y); async_run v${a[-1]} f",
    "subscript-expression": "a=(a b c); i=N; async_run t${a[i]} f; async_run u${a[$i+1]} f; async_run w${a[$((i+M))]} f",
    "positional": "g() { async_run t$N f; async_run u${N} f; }\ng a b",
    "length": "x=N; async_run t${#x} f",
    "seq": "for i in $(seq N); do async_run t$i f; done\nasync_wait t1",
    "seq-two": "for i in $(seq N M); do async_run t$i f; done\nasync_wait t1",
    "seq-two-back": "for i in $(seq M N); do async_run t$i f; done\nasync_wait t1",
    "seq-three": "for i in $(seq N M 9223372036854775807); do async_run t$i f; done",
    "seq-three-back": "for i in $(seq 9223372036854775807 N M); do async_run t$i f; done",
    "seq-text": "x=$(seq N M); async_run \"t$x\" f",
    "brace": "for i in {N..M}; do async_run t$i f; done\nasync_wait t1",
    "brace-back": "async_run t{M..N} f\nasync_wait t{M..N}",
    "brace-step": "for i in {1..5..N} {M..9223372036854775807..N}; do async_run t$i f; done",
    "brace-padded": "for i in {0000000000000000000000000001..N}; do async_run t$i f; done",
    "for-below": "for ((i=0; i<N; i++)); do async_run t$i f; done\nasync_wait t1",
    "for-from": "for ((i=N; i<=M; i++)); do async_run t$i f; done",
    "for-down": "for ((i=N; i>M; i--)); do async_run t$i f; done",
    "for-step": "for ((i=0; i<10; i+=N)); do async_run t$i f; done",
    "while": "i=N; while (( i < M )); do async_run t$i f; ((i++)); done",
    "while-test": "i=N; while [ $i -lt M ]; do async_run t$i f; i=$((i+1)); done",
    "until": "i=N; until [[ $i -ge M ]]; do async_run t$i f; let i++; done",
    "test-eq": "if [ N -eq M ]; then async_run a f; fi; if [[ N -lt M ]]; then async_wait a; fi",
    "printf-width": "x=$(printf '%Nd' 5); async_run t$x f; printf -v y '%-N.Ms' abc; async_run u$y f",
    "printf-star": "x=$(printf '%*.*d' N M 5); async_run t$x f",
    "printf-number": "x=$(printf '%d %i %s' N M N); async_run \"t$x\" f",
    "descriptor": "exec N>file; echo x >&N; async_run t f N</dev/null; echo y N>&M",
    "timeout": "async_run --timeout N a f; async_wait --timeout N a",
    "getopts": "g() { OPTIND=N; while getopts ab o; do shift N; done; async_run t$1 f; }\ng a b",
    "read-count": "read -N N x <<< abc; read -n N y; async_run t$x f; mapfile -n N -s M z < file; async_run u$z f",
    "head": "x=$(echo abc | head -c N); async_run t$x f; sleep N; kill -N 1; ulimit -n N; umask N; chmod N file",
    "random": "x=$((RANDOM % N)); async_run t$x f; x=$((N + LINENO)); async_run u$x f",
    "case": "case N in M) async_run a f;; [0-9]*) async_run b f;; *) async_run c f;; esac\nasync_wait a b c",
    "ulimit": "set -- N M; while [ $# -gt 0 ]; do async_run t$1 f; shift; done",
}
for symbol in ["+", "-", "*", "/", "%", "**", "<<", ">>", "&", "|", "^", "<", ">", "==", "&&", "||", "?1:", ","]:
    COUNTING[f"arithmetic {symbol}".replace("/", "div")] = f"x=$(( N {symbol} M )); async_run t$x f\nasync_wait t0"
for symbol in ["+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "|=", "^="]:
    COUNTING[f"assigning {symbol}".replace("/", "div")] = f"x=M; (( x {symbol} N )); async_run t$x f"
for symbol in ["-", "!", "~", "++", "--", "- -", "+"]:
    COUNTING[f"sign {symbol}"] = f"y=N; x=$(( {symbol} N )); async_run t$x f; x=$(( {symbol}y )); async_run u$x f"

SECOND = ["0", "-1", "3", "9223372036854775807", "-9223372036854775808"]


def counting():
    for name, text in COUNTING.items():
        for edge in EDGES:
            if "M" in text.replace("OPTIND", ""):
                for second in SECOND:
                    yield f"count {name} {edge} {second}", fill(text, edge, second)
            else:
                yield f"count {name} {edge}", fill(text, edge, "1")


def fill(text, edge, second):
    text = text.replace("LINENO", "\0L").replace("OPTIND", "\0O").replace("RANDOM", "\0R").replace("-N N", "\0N N")
    text = text.replace("N", edge).replace("M", second)
    return "f() { :; }\n" + text.replace("\0LI", "LI").replace("\0L", "LINENO").replace("\0O", "OPTIND").replace(
        "\0R", "RANDOM").replace("\0N", "-N") + "\n"


def batches(scripts, size=60):
    """Several small scripts as one, each in a function of its own: what one of them breaks, all of them show."""
    batch, first = [], None
    for name, text in scripts:
        first = first or name
        batch.append(text)
        if len(batch) == size:
            yield first, batch
            batch, first = [], None
    if batch:
        yield first, batch


MEGABYTE = 1_000_000


def repeated(unit, count, separator="\n"):
    return separator.join(unit.replace("@", str(i)) for i in range(count)) + "\n"


# Each yields a text of a size that grows with the number; none is larger than a megabyte.
REPEATING = {
    # doubling
    "double-text": lambda n: "x=ab\n" + "x=$x$x\n" * min(n, 60) + "async_run $x f\n",
    "double-quoted": lambda n: "x=ab\n" + 'x="$x$x$x$x"\n' * min(n, 60) + 'async_run "$x" f\n',
    "double-append": lambda n: "x=ab\n" + "x+=$x\n" * min(n, 60) + "async_run $x f\nasync_wait $x\n",
    "double-array": lambda n: "a=(x y)\n" + 'a=("${a[@]}" "${a[@]}")\n' * min(n, 60) + 'for i in "${a[@]}"; do async_run $i f; done\n',
    "double-array-append": lambda n: "a=(x y)\n" + 'a+=("${a[@]}")\n' * min(n, 60) + 'async_run "${a[*]}" f\n',
    "double-array-text": lambda n: "a=(x y)\n" + 'a=("${a[*]}" "${a[*]}")\n' * min(n, 60) + 'async_run "${a[*]}" f\n',
    "double-arguments": lambda n: "".join(f'f{i}() {{ f{i+1} "$@" "$@"; }}\n' for i in range(min(n, 45))) + f'f{min(n,45)}() {{ async_run $1 f; }}\nf0 a b\n',
    "double-set": lambda n: "set -- a b\n" + 'set -- "$@" "$@"\n' * min(n, 60) + "async_run $1 f\n",
    "double-replace": lambda n: "x=aa\n" + "x=${x//a/aaaa}\n" * min(n, 60) + "async_run $x f\n",
    "double-printf": lambda n: "x=ab\n" + "printf -v x '%s%s' $x $x\n" * min(n, 60) + "async_run $x f\n",
    "double-echo": lambda n: "x=ab\n" + "x=$(echo $x $x)\n" * min(n, 60) + 'async_run "$x" f\n',
    "double-split": lambda n: 'x="a b"\n' + 'x="$x $x"\n' * min(n, 60) + "for i in $x; do async_run $i f; done\n",
    "double-read": lambda n: 'x="a b"\n' + 'read -r x <<< "$x $x"\n' * min(n, 60) + "async_run $x f\n",
    "double-eval": lambda n: "x=':'\n" + 'x="$x; $x"\n' * min(n, 60) + 'eval "$x"\nasync_run a f\n',
    "double-export": lambda n: "export x=ab\n" + "export x=$x$x\n" * min(n, 60) + "async_run $x f\n",
    "double-default": lambda n: "x=ab\n" + "x=${y:-$x}${z:-$x}\n" * min(n, 60) + "async_run $x f\n",
    "double-branch": lambda n: "x=a\n" + "if c@; then x=${x}a; else x=${x}b; fi\n".replace("@", "") * min(n, 900) + "async_run $x f\nasync_wait $x\n",
    "loop-append": lambda n: f"x=\nfor i in {{1..{n}}}; do x+=$x; x+=ab; done\nasync_run $x f\n",
    "loop-append-array": lambda n: f'a=()\nfor i in {{1..{n}}}; do a+=(x$i); done\nfor i in "${{a[@]}}"; do async_run $i f; done\nfor i in "${{a[@]}}"; do async_wait $i; done\n',
    "loop-append-double": lambda n: f'a=(x)\nfor i in {{1..{n}}}; do a+=("${{a[@]}}"); done\nasync_run ${{a[0]}} f\n',
    "braces-pairs": lambda n: "async_run t" + "{a,b}" * min(n, 5000) + " f\n",
    "braces-many": lambda n: "async_run t{" + ",".join(f"a{i}" for i in range(n)) + "} f\n",
    "braces-nested": lambda n: "async_run t" + "{a," * min(n, 5000) + "b" + "}" * min(n, 5000) + " f\n",
    "braces-ranges": lambda n: "async_run t" + "{1..9}" * min(n, 5000) + " f\n",
    "braces-long": lambda n: "x=" + "y" * min(MEGABYTE - 100, n * 100) + "\nasync_run t{1..1000}$x f\n",
    "braces-literal": lambda n: "async_run t{1..1000}" + "y" * min(MEGABYTE - 100, n * 100) + " f\n",
    # tasks
    "tasks": lambda n: repeated("async_run t@ f", n) + repeated("async_wait t@", n),
    "tasks-only": lambda n: repeated("async_run t@ f", n),
    "waits-only": lambda n: repeated("async_wait t@", n),
    "tasks-one-wait": lambda n: repeated("async_run t@ f", n) + "async_wait " + repeated("t@", n, " "),
    "tasks-same-name": lambda n: repeated("async_run t f", n),
    "tasks-waited-each": lambda n: repeated("async_run t@ f; async_wait t@", n),
    "tasks-conditional": lambda n: repeated("if c@; then async_run t@ f; fi", n) + repeated("if c@; then async_wait t@; fi", n),
    "tasks-nested-conditions": lambda n: repeated("if c@; then async_run t@ f; fi", min(n, 400)) + "if c1 && c2 || c3; then async_wait " + repeated("t@", min(n, 400), " ") + "fi\n",
    "tasks-unknown-names": lambda n: repeated("async_run $u@ f", n) + repeated("async_wait $v@", n),
    "tasks-prefixes": lambda n: repeated("async_run a@-$u f", n) + repeated("async_wait a@-$v", n),
    "tasks-loop-families": lambda n: repeated("for i in $L@; do async_run a$i-@ f; done", n) + repeated("for i in $L@; do async_wait a$i-@; done", n),
    "tasks-writing": lambda n: "g() { echo x >> /tmp/$1; sed -i s/a/b/ /tmp/$1; }\n" + repeated("async_run t@ g x@", n) + repeated("async_wait t@", n),
    "tasks-conflicting": lambda n: "g() { echo x > /tmp/x; }\n" + repeated("async_run t@ g", n) + repeated("async_wait t@", n),
    "tasks-unknown-files": lambda n: "g() { echo x > $1/f; }\n" + repeated("async_run t@ g $d@", n) + repeated("echo y > $e@/f", n) + repeated("async_wait t@", n),
    "tasks-exits": lambda n: "async_run a f\n" + repeated("c@ && exit 0", n) + "async_wait a\n",
    "tasks-returns": lambda n: "g() {\nasync_run a f\n" + repeated("c@ || return 0", n) + "async_wait a\n}\ng\n",
    "tasks-variables": lambda n: "g() {\n" + repeated("v@=1", n) + "}\nasync_run a g\n" + repeated("echo $v@", n) + "async_wait a\n",
    "loops-of-tasks": lambda n: "for i in {1..1000}; do async_run t-$i f; done\n" * n,
    "loops-of-tasks-named": lambda n: repeated("for i in {1..1000}; do async_run t@-$i f; done", n),
    "loops-of-seq": lambda n: repeated("for i in $(seq 1 1000); do async_run t@-$i f; done", n),
    "loop-long": lambda n: f"for i in {{1..{n}}}; do async_run t$i f; done\nfor i in {{1..{n}}}; do async_wait t$i; done\n",
    "loop-squared": lambda n: f"for i in {{1..{n}}}; do for j in {{1..{n}}}; do async_run t$i-$j f; done; done\n",
    "loop-cubed": lambda n: f"for i in {{1..{n}}}; do for j in {{1..{n}}}; do for k in {{1..{n}}}; do async_run t$i-$j-$k f; done; done; done\n",
    "loop-counting-squared": lambda n: f"for ((i=0;i<{min(n,127)};i++)); do\nfor ((j=0;j<{min(n,127)};j++)); do\necho $i $j; async_run t$i-$j f\ndone\ndone\n",
    "loop-counting-cubed": lambda n: f"for ((i=0;i<{n};i++)); do for ((j=0;j<{n};j++)); do for ((k=0;k<{n};k++)); do async_run t$i-$j-$k f; done; done; done\n",
    "loop-while-counting": lambda n: f"i=0; while [ $i -lt {n} ]; do j=0; while [ $j -lt {n} ]; do async_run t$i-$j f; j=$((j+1)); done; i=$((i+1)); done\n",
    "loop-words": lambda n: "for i in " + repeated("w@", n, " ").strip() + "; do async_run t$i f; done\n",
    "loop-nested-deep": lambda n: "for i in a b; do\n" * min(n, 300) + "async_run t f\n" + "done\n" * min(n, 300),
    "loop-unknown-nested": lambda n: "for i in $L; do\n" * min(n, 300) + "async_run t$i f\n" + "done\n" * min(n, 300),
    "loop-breaks": lambda n: "for i in $L; do\nasync_run t$i f\n" + repeated("c@ && break", n) + "done\nasync_wait ta\n",
    "loop-continues": lambda n: "for i in a b c; do\nasync_run t$i f\n" + repeated("c@ && continue", min(n, 2000)) + "async_wait t$i\ndone\n",
    "select": lambda n: "select i in " + repeated("w@", n, " ").strip() + "; do async_run t$i f; done\n",
    # conditions
    "conditions-and": lambda n: "if " + repeated("c@", n, " && ").strip() + "; then async_run a f; fi\nasync_wait a\n",
    "conditions-or": lambda n: "if " + repeated("c@", n, " || ").strip() + "; then async_run a f; fi\nasync_wait a\n",
    "conditions-mixed": lambda n: repeated("if [[ $a@ == x && $b@ == y || $c == z@ ]]; then async_run t@ f; x=$x@; fi", n) + "async_wait t1\n",
    "conditions-pairs": lambda n: "if " + " || ".join(f"(a{i} && b{i})" for i in range(n)) + "; then async_run a f; fi\nif " + " && ".join(f"a{i}" for i in range(n)) + "; then async_wait a; fi\n",
    "conditions-crossed": lambda n: repeated("if a@; then x@=1; fi", n) + "".join(f"if [ \"$x{i}\" = \"$x{(i * 7) % n}\" ]; then async_run t{i} f; fi\n" for i in range(n)) + "async_wait t0\n",
    "conditions-alternating": lambda n: "if " + " || ".join(f"(a{i} && b{n - i})" for i in range(n)) + "; then async_run a f; fi\nasync_wait a\n",
    "conditions-first-half": lambda n: "".join(f"if a{i}; then v{i}=1; else v{i}=2; fi\n" for i in range(n)) + "".join(f"if [ $v{i} = 1 ] && b{i}; then async_run t f; fi\n" for i in range(n)) + "async_wait t\n",
    "equal-texts": lambda n: repeated("if [ $x = t@ ]; then async_run t@ f; fi", n) + "async_wait t1\n",
    "case-items": lambda n: "case $x in\n" + repeated("p@) async_run t@ f;;", n) + "esac\nasync_wait t1\n",
    "case-falling": lambda n: "case $x in\n" + repeated("p@) async_run t@ f;;&", n) + "esac\nasync_wait t1\n",
    "case-through": lambda n: "case $x in\n" + repeated("p@) async_run t@ f;&", n) + "esac\nasync_wait t1\n",
    "case-patterns": lambda n: "case $x in\n" + repeated("p@", n, "|").strip() + ") async_run a f;;\nesac\nasync_wait a\n",
    "elif": lambda n: "if c; then async_run a f\n" + repeated("elif c@; then async_run t@ f", n) + "fi\nasync_wait a\n",
    "tests-not": lambda n: "if [ " + "! " * n + "-n x ]; then async_run a f; fi\n",
    "tests-double-not": lambda n: "[[ ! " * n + "\n",
    "tests-double-chain": lambda n: "if [[ " + repeated("$a@ == x", n, " && ").strip() + " ]]; then async_run a f; fi\n",
    "tests-parentheses": lambda n: "if [[ " + "( " * min(n, 5000) + "-n x" + " )" * min(n, 5000) + " ]]; then async_run a f; fi\n",
    "test-and-or": lambda n: "if [ " + repeated("-n $a@", n, " -o ").strip() + " ]; then async_run a f; fi\n",
    "values-branching": lambda n: "".join(f"if c{i}; then x{i}=a; else x{i}=b; fi\n" for i in range(n)) + "async_run " + "".join(f"$x{i}" for i in range(n)) + " f\n",
    "values-one": lambda n: "".join(f"c{i} && x=v{i}\n" for i in range(n)) + "async_run t$x f\nasync_wait t$x\n",
    "values-array": lambda n: "".join(f"c{i} && a+=(v{i})\n" for i in range(n)) + 'for i in "${a[@]}"; do async_run t$i f; done\nfor i in "${a[@]}"; do async_wait t$i; done\n',
    "values-list": lambda n: "".join(f"c{i} && l=\"$l v{i}\"\n" for i in range(n)) + "for i in $l; do async_run t$i f; done\n",
    # structure
    "pipeline": lambda n: repeated("a", n, " | "),
    "pipeline-tasks": lambda n: repeated("async_run t@ f", n, " | "),
    "negations": lambda n: "! " * n + "a\n",
    "semicolons": lambda n: repeated("a", n, "; "),
    "background": lambda n: repeated("a & ", n, ""),
    "function-heads": lambda n: "f() " * n + "\n",
    "function-heads-body": lambda n: "f() " * n + "{ :; }\n",
    "functions": lambda n: repeated("f@() { async_run t@ f; async_wait t@; }", n),
    "functions-chain": lambda n: "".join(f"f{i}() {{ f{i+1}; }}\n" for i in range(n)) + f"f{n}() {{ async_run a f; }}\nf0\n",
    "functions-tree": lambda n: "".join(f"f{i}() {{ f{i+1}; f{i+1}; }}\n" for i in range(min(n, 200))) + f"f{min(n,200)}() {{ async_run a f; }}\nf0\n",
    "functions-all": lambda n: "".join(f"f{i}() {{ " + " ".join(f"f{j};" for j in range(min(n, 60))) + " async_run a f; }\n" for i in range(min(n, 60))) + "f0\n",
    "functions-redefined": lambda n: repeated("f() { async_run t@ f; }", n) + "f\n",
    "functions-conditional": lambda n: repeated("if c@; then f() { async_run t@ f; }; fi", n) + "f\n",
    "functions-same-name": lambda n: repeated("if c@; then f() { async_run t@ x; }; fi; f", min(n, 2000)),
    "functions-nested": lambda n: "f() {\n" * min(n, 300) + "async_run a f\n" + "}\n" * min(n, 300),
    "functions-by-name": lambda n: repeated("f_@() { async_run t@ f; }", n) + "f_$x\nf_$y\n",
    "functions-globals": lambda n: "".join(f"f{i}() {{ v{i}=1; async_run t{i} f; }}\n" for i in range(n)) + repeated("f@", n),
    "functions-locals": lambda n: "f() {\n" + repeated("local v@=1", n) + "async_run a f\n}\n" + "f\n" * min(n, 500),
    "subshells": lambda n: "(" * min(n, 300) + "async_run a f" + ")" * min(n, 300) + "\n",
    "substitutions": lambda n: "x=" + "$(echo " * min(n, 300) + "a" + ")" * min(n, 300) + "\nasync_run t$x f\n",
    "backquotes": lambda n: "x=" + "`echo " * n + "a" + "`" * n + "\nasync_run t$x f\n",
    "backquotes-pairs": lambda n: "x=" + "`echo a`" * n + "\nasync_run t$x f\n",
    "backquotes-escaped": lambda n: "x=`" + "\\`" * n + "`\nasync_run t$x f\n",
    "groups": lambda n: "{ " * min(n, 300) + "async_run a f; " + "}; " * min(n, 300) + "\n",
    "heredocs": lambda n: repeated("cat <<E@\n$x\nE@", n),
    "heredocs-one-line": lambda n: "cat " + repeated("<<E", n, " ").strip() + "\n" + "x\nE\n" * n,
    "assignments": lambda n: repeated("v@=$v@$w", n) + "async_run a f\n",
    "assignments-one-line": lambda n: repeated("v@=1", n, " ").strip() + " async_run a f\n",
    "arguments": lambda n: "async_run a f " + repeated("w@", n, " "),
    "arguments-expanded": lambda n: "async_run a f " + repeated("$w@", n, " "),
    "word-long": lambda n: "async_run " + "a" * min(MEGABYTE - 100, n * 100) + " f\n",
    "word-parts": lambda n: "async_run " + repeated("a$x@", n, "").strip() + " f\n",
    "word-quotes": lambda n: "async_run " + "''\"\"a" * n + " f\n",
    "default-nested": lambda n: "async_run t" + "${x:-" * min(n, 300) + "a" + "}" * min(n, 300) + " f\n",
    "arithmetic-sum": lambda n: "x=$(( " + "1+" * n + "1 )); async_run t$x f\n",
    "arithmetic-names": lambda n: "x=$(( " + repeated("a@", n, "+").strip() + " )); async_run t$x f\n",
    "arithmetic-signs": lambda n: "x=$(( " + "-" * n + "1 )); async_run t$x f\n",
    "arithmetic-parentheses": lambda n: "x=$(( " + "(" * min(n, 5000) + "1" + ")" * min(n, 5000) + " )); async_run t$x f\n",
    "arithmetic-powers": lambda n: "x=$(( " + "2**" * n + "2 )); async_run t$x f\n",
    "arithmetic-ternary": lambda n: "x=$(( " + "1?" * min(n, 5000) + "1" + ":2" * min(n, 5000) + " )); async_run t$x f\n",
    "arithmetic-commas": lambda n: "(( " + repeated("a@=@", n, ",").strip() + " )); async_run t$a1 f\n",
    "arithmetic-statement": lambda n: repeated("((i++)); async_run t$i f", n),
    "glob-stars": lambda n: "case " + "a" * min(n, 5000) + " in " + "*a" * min(n, 5000) + "b) async_run a f;; esac\n",
    "glob-remove": lambda n: "x=" + "a" * min(n, 390) + "\nx=${x%%" + "*a" * min(n, 100) + "b}\nasync_run t$x f\n",
    "glob-paths": lambda n: "for i in /" + "*/" * min(n, 500) + "x; do async_run t$i f; done\n",
    "sources": lambda n: repeated("source ./x@.sh", n) + "async_run a f\n",
    "sources-itself": lambda n: repeated("source $0; source ./x.sh", n) + "async_run a f\n",
    "evals": lambda n: repeated("eval 'async_run t@ f'", n),
    "eval-nested": lambda n: "x=':'\n" + "x=\"eval '$x'\"\n" * min(n, 50) + "eval \"$x\"\n",
    "eval-itself": lambda n: "x='eval \"$x\"; eval \"$x\"; async_run a f'\neval \"$x\"\n",
    "traps": lambda n: repeated("trap 'async_run t@ f' EXIT", n),
    "indirect": lambda n: "x0=a\n" + "".join(f"x{i+1}=x{i}\n" for i in range(n)) + f"async_run ${{!x{n}}} f\n",
    "namerefs": lambda n: "g() {\n" + "".join(f"local -n r{i+1}=r{i}\n" for i in range(n)) + f"r{n}=1; async_run t$r{n} f\n}}\ng\n",
    "aliases": lambda n: repeated("alias a@=b", n) + "async_run a f\n",
    "cd": lambda n: repeated("cd d@", n) + "async_run a f > x\n",
    "cd-chain": lambda n: repeated("cd d", n) + "async_run a f\necho x > y\n",
    "pushd": lambda n: repeated("pushd d@", n) + "async_run a f\n" + repeated("popd", n),
    "comments": lambda n: repeated("# devstack-async: allow task-never-awaited", n) + "async_run a f\n",
    "effects-one-file": lambda n: "g() {\n" + repeated("echo x >> /tmp/f", n) + "}\nasync_run a g\n" + repeated("cat /tmp/f", n) + "async_wait a\n",
    "effects-many-files": lambda n: "g() {\n" + repeated("echo x >> /tmp/f@", n) + "}\nasync_run a g\n" + repeated("cat /tmp/f@", n) + "async_wait a\n",
    "effects-unknown-files": lambda n: "g() {\n" + repeated("echo x >> $d@/f@", n) + "}\nasync_run a g\n" + repeated("cat $e@/g@", n) + "async_wait a\n",
    "effects-tasks-times-steps": lambda n: repeated("async_run t@ touch /tmp/t@", n) + repeated("cat /tmp/u@", n),
    "masked-failures": lambda n: "g() {\n" + repeated("false@", n) + "}\n" + "async_run a g\nasync_wait a\n",
    "null-bytes": lambda n: "a\0" * n + "\n",
    "invalid-text": lambda n: "\udcff\udcfe" * n + "\n",
    "wide-text": lambda n: "async_run " + "\U0001F600" * n + " f\n",
    "line-feeds": lambda n: "\n" * n + "async_run a f\n",
    "continuations": lambda n: "async_run a f" + " \\\n" * n + " x\n",
}
SIZES = [1, 2, 3, 8, 20, 40, 99, 200, 650, 1_000, 3_000, 10_000, 20_000, 65_536]


def repeating():
    for name, make in REPEATING.items():
        last = None
        for size in SIZES:
            if "double" in name and size > 60 or "cubed" in name and size > 200 or "squared" in name and size > 3000:
                continue
            text = make(size)
            if text == last or len(text.encode("utf-8", "surrogateescape")) > MEGABYTE:
                continue
            last = text
            yield f"repeat {name} {size}", text


def limits(seconds, megabytes):
    def apply():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # What runs away fails instead of taking the machine with it.
        resource.setrlimit(resource.RLIMIT_AS, (16 * megabytes << 20, 16 * megabytes << 20))
        os.setsid()
    return apply


def run(program, name, texts, seconds, megabytes):
    with tempfile.TemporaryDirectory(prefix="extremes") as folder:
        for number, text in enumerate(texts):
            path = os.path.join(folder, "x.sh" if len(texts) == 1 else f"x{number}.sh")
            with open(path, "wb") as file:
                file.write(text.encode("utf-8", "surrogateescape"))
        before = time.time()
        process = subprocess.Popen(
            [program, "lint", "--min-confidence", "low", "-j", "1", "."], cwd=folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, preexec_fn=limits(seconds, megabytes))
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime
        memory = usage.ru_maxrss / 1024
        bad = process.returncode not in (0, 1, 2) or memory > megabytes or cpu > seconds * 0.9
        return bad, process.returncode, cpu, memory, errors


def main():
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command == "write":
        for name, text in list(counting()) + list(repeating()):
            folder = os.path.join(sys.argv[2], name.replace(" ", "_").replace("/", "div"))
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, "x.sh"), "wb") as file:
                file.write(text.encode("utf-8", "surrogateescape"))
        return 0
    if command != "run":
        print(__doc__)
        return 2
    program, pattern = sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else ""
    seconds = int(os.environ.get("FUZZ_SECONDS", "10"))
    megabytes = int(os.environ.get("FUZZ_MEGABYTES", "500"))
    shown = float(os.environ.get("FUZZ_SHOW_SECONDS", "2"))
    failures, count = 0, 0
    small = [(name, text) for name, text in counting() if pattern in name]
    work = [(name, batch) for name, batch in batches(small)]
    work += [(name, [text]) for name, text in repeating() if pattern in name]
    for name, texts in work:
        count += len(texts)
        bad, status, cpu, memory, errors = run(program, name, texts, seconds, megabytes)
        if bad and len(texts) > 1:
            # Which of them it was.
            for single, text in small:
                if text in texts:
                    if run(program, single, [text], seconds, megabytes)[0]:
                        print(f"FAIL {single}", flush=True)
        if bad or cpu > shown or memory > megabytes / 2:
            print(f"{'FAIL' if bad else 'slow'} {name}: status {status}, {cpu:.1f} s, {memory:.0f} MB", flush=True)
        failures += bad
    print(f"{count} scripts, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
