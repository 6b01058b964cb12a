import Testing

@Suite("Words")
struct WordTests {
  static let words = [
    Example(#"a 'b c' "d $e" f\ g"#, #"a 'b c' "d ${e}" f g"#),
    Example(#"a $'x\ty\x41'"#, "a 'x\ty" + "A'"),
    Example(#"a $"b""#, #"a "b""#),
    Example(#"a "b\"c\d\$e""#, #"a "b"c\d$e""#),
    Example("a ${b} ${b:-c d} ${b#*/} ${b%%.*}", "a ${b} ${b :- c d} ${b # */} ${b %% .*}"),
    Example(
      "a ${#b} ${#} ${#b[@]} ${!b} ${!b*} ${!b[@]}",
      "a ${length b} ${#} ${length b[@]} ${indirect b} ${names b} ${keys b[@]}"),
    Example("a ${b//x/y} ${b/#x} ${b/x/}", "a ${b // x → y} ${b /# x} ${b / x → }"),
    Example("a ${b:1} ${b:1:2} ${b: -1}", "a ${b from 1} ${b from 1 length 2} ${b from  -1}"),
    Example("a ${b^^} ${b,} ${b@Q}", "a ${b ^^} ${b ,} ${b @Q}"),
    Example(
      "a ${b[1]} ${b[$i]:-x} ${@:2} $# $? $1 ${10}", "a ${b[1]} ${b[${i}] :- x} ${@ from 2} ${#} ${?} ${1} ${10}"),
    Example("a ${b:-${c:-$(d)}}", "a ${b :- ${c :- $(d)}}"),
    Example(#"a "${b:-'c'}" "${b#'c'}""#, #"a "${b :- 'c'}" "${b # 'c'}""#),
    Example("a ${b:-`c`}", "a ${b :- $(c)}"),
    Example("a `b \\`c\\` d` e", "a $(b $(c) d) e"),
    Example(#"a "`b \"c\"`""#, #"a "$(b "c")""#),
    Example("a $(b | c; d) <(e) >(f)", "a $((b | c); d) <(e) >(f)"),
    Example("a $(case x in b) c;; esac)", "a $(case x [b: {c}])"),
    Example(
      "a $((x + 1)) $(($y ? z : 2)) $[w++]",
      #"a $(( reads ["x"] writes [])) $((${y} reads ["z"] writes [])) $(( reads ["w"] writes ["w"]))"#),
    Example("a $((x = y += 0x1F))", #"a $(( reads ["y"] writes ["x", "y"]))"#),
    Example("a $((b); c)", "a $(sub{b}; c)"),
    Example("ks-{a,b,c} {1..5} {a..e..2} {1..$n} {a} {}", "ks-{a,b,c} {1..5} {a..e..2} {1..${n}} {a} {}"),
    Example("a{b,{c,d}e}f {a,{b,c} x={a,b}", "a{b,{c,d}e}f {a,{b,c} x={a,b}"),
    Example("a $ b$ \"$\" x=$", "a $ b$ \"$\" x=$"),
    Example("ls *.@(a|b) ?(c) !(d)e", "ls *.@(a|b) ?(c) !(d)e"),
    Example("a b\\\nc \"d\\\ne\"", "a bc \"de\""),
    Example("a \"b`c`d\"`e`\"f\"", "a \"b$(c)d\"$(e)\"f\""),
    Example("$xtrace", "${xtrace}"),
    Example("a ''\"\"", "a ''\"\""),
  ]

  @Test(arguments: words)
  func readsWords(_ example: Example) {
    #expect(Outline.of(example.text) == example.outline)
  }
}
