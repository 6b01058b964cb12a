import Testing

/// A piece of shell text and the outline of what it says.
struct Example: Sendable, CustomTestStringConvertible {
  let text: String
  let outline: String

  init(_ text: String, _ outline: String) {
    self.text = text
    self.outline = outline
  }

  var testDescription: String { text }
}

@Suite("Commands")
struct CommandTests {
  static let lists = [
    Example("a && b > f", "(a && b output:f)"),
    Example("a | b && c", "((a | b) && c)"),
    Example("! a | b", "(! a | b)"),
    Example("a || b && c | d", "((a || b) && (c | d))"),
    Example("a && ! b", "(a && (! b))"),
    Example("a |& b", "(a | b)"),
    Example("a & b; c &", "a &; b; c &"),
    Example("a &&\n\n # note\n b", "(a && b)"),
    Example("a |\n b", "(a | b)"),
    Example("time a | b", "(time a | b)"),
    Example("time -p a", "(time a)"),
    Example("! ! a", "(a)"),
    Example("if a; then b; fi | c > d", "(if a then {b} | c output:d)"),
    Example("{ a; } 2>&1 | b", "({a} 2duplicateOutput:1 | b)"),
    Example(">f <g a 2>h b", "a b output:f input:g 2output:h"),
    Example("a {fd}>f 2>>g &>h", "a {fd}output:f 2append:g outputAndError:h"),
    Example("a >f && b <<<\"$x\" || c", "((a output:f && b hereString:\"${x}\") || c)"),
    Example("a=b c=d cmd x=y", "a=b c=d cmd x=y"),
    Example("a=b", "a=" + "b"),
    Example("a=(x 'y z' # note\n [k]=v\n)", "a=(x 'y z' [k]=v)"),
    Example("a+=(x) b[1]+=y", "a+=(x) b[1]+=y"),
    Example("local -a x=(1 2) y=$z", "local -a x=(1 2) y=${z}"),
    Example("export A B=c", "export A B=c"),
    Example("unset -f a b", "unset -f a b"),
    Example("[ a = b -a -n \"$c\" ]", "[ a = b -a -n \"${c}\" ]"),
    Example("echo if then fi done esac", "echo if then fi done esac"),
    Example("coproc NAME { a; }", "coproc NAME {a}"),
    Example("coproc a b", "coproc - a b"),
    Example("a#b # c", "a#b"),
    Example("let x=1", "let x=1"),
    Example("a \\\n  b", "a b"),
  ]

  @Test(arguments: lists)
  func readsLists(_ example: Example) {
    #expect(Outline.of(example.text) == example.outline)
  }

  static let compounds = [
    Example("if a; then b; elif c; then d; else e; fi", "if a then {b} if c then {d} else {e}"),
    Example("while a; do b; done < f", "while a {b} input:f"),
    Example("until a; do b; done", "until a {b}"),
    Example("for x in a b; do c; done", "for x in a b {c}"),
    Example("for x in a b\ndo c\ndone", "for x in a b {c}"),
    Example("for x do c; done", "for x {c}"),
    Example("for x; do c; done", "for x {c}"),
    Example("for x in; do c; done", "for x in  {c}"),
    Example("for x in a; { c; }", "for x in a {c}"),
    Example("for ((i=0; i<3; i++)); do c; done", "for((i=0; i<3; i++)) {c}"),
    Example("for ((;;)) { c; }", "for((;;)) {c}"),
    Example("select x in a; do c; done", "select x in a {c}"),
    Example("case $x in a) b ;; (c|d) e ;& f) ;;& *) g; esac", "case ${x} [a: {b} c|d: {e};& f: {};;& *: {g}]"),
    Example("case x in (esac) a;; esac", "case x [esac: {a}]"),
    Example("case \"$1$2\" in\n# note\n\"a b\" | c*)\n  d\n  ;;\nesac", "case \"${1}${2}\" [\"a b\"|c*: {d}]"),
    Example("f() { a; }", "function f {a}"),
    Example("function f { a; }", "function f {a}"),
    Example("function f () { a; } > g", "function f {a} output:g"),
    Example("function f ( a )", "function f sub{a}"),
    Example("f ()\n( a; )", "function f sub{a}"),
    Example("a-b.c() if x; then y; fi", "function a-b.c if x then {y}"),
    Example("f() for i; do a; done", "function f for i {a}"),
    Example("f() [[ a ]]", "function f [[a]]"),
    Example("(a; b) & c", "sub{a; b} &; c"),
    Example("((x + 1)) || a", "(((x + 1)) || a)"),
    Example("((a); b)", "sub{sub{a}; b}"),
    Example("if { a; } then (b) fi", "if {a} then {sub{b}}"),
    Example("[[ -f $a && ( b == c* || ! -z \"$d\" ) ]]", "[[(-f ${a} && (b == c* || !(-z \"${d}\")))]]"),
    Example("[[ $a =~ ^(b|c d)+$ ]]", "[[${a} =~ ^(b|c d)+$]]"),
    Example("[[ $a =~ [[:space:]]*(a|b) && $c ]]", "[[(${a} =~ [[:space:]]*(a|b) && ${c})]]"),
    Example("[[ a < b && c -nt d ]]", "[[(a < b && c -nt d)]]"),
    Example("[[ a == @(b|c) ]]", "[[a == @(b|c)]]"),
  ]

  @Test(arguments: compounds)
  func readsCompounds(_ example: Example) {
    #expect(Outline.of(example.text) == example.outline)
  }

  static let hereDocuments = [
    Example("cat <<EOF | foo\na $b\nEOF\nbar", "(cat hereDocument:EOF«a ${b}\n» | foo); bar"),
    Example("cat <<A <<'B' && c\n$x\nA\n$y\nB\nd", "(cat hereDocument:A«${x}\n» hereDocument:'B'«$y\n» && c); d"),
    Example("cat <<-E\n\ta\n\tE\nb", "cat hereDocument:E«\ta\n»; b"),
    Example("x=$(cat <<E\n\"a'\nE\n)\nb", "x=$(cat hereDocument:E«\"a'\n»); b"),
    Example("x=$(cat <<E\na\nE)\nb", "x=$(cat hereDocument:E«a\n»); b"),
    Example("cat <<E > f # note\na\nE\nb", "cat hereDocument:E«a\n» output:f; b"),
    Example("a <<X | b <<Y\n1\nX\n2\nY\nc", "(a hereDocument:X«1\n» | b hereDocument:Y«2\n»); c"),
    Example("cat <<E \\\n | b\na\nE\nc", "(cat hereDocument:E«a\n» | b); c"),
    Example("if a <<E; then\n$(x)\nE\nb; fi", "if a hereDocument:E«$(x)\n» then {b}"),
    Example("cat <<E\nno end", "cat hereDocument:E«no end»"),
    Example("cat <<E\na\\\nE\nE\nb", "cat hereDocument:E«aE\n»; b"),
    Example("cat <<E\r\na\r\nE\r\nb\r\n", "cat hereDocument:E«a\r\n»; b"),
  ]

  @Test(arguments: hereDocuments)
  func readsHereDocuments(_ example: Example) {
    #expect(Outline.of(example.text) == example.outline)
  }

  @Test func lineEndsOfOtherSystems() {
    #expect(Outline.of("if a; then\r\n  b \\\r\n c\r\nfi\r\nd\r\n") == "if a then {b c}; d")
  }

  @Test func bytesOutsideUTF8() {
    #expect(Outline.of("echo ä \"ö\" #ü\nb") == "echo ä \"ö\"; b")
  }
}
