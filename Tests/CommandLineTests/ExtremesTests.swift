import Testing

/// Small scripts that want more than there is: the program ends by itself, within limits, and says what it left out.
///
/// The limits are those of the system, a dozen times of what is needed: a run that meets one is killed and fails.
@Suite("extremes")
struct ExtremesTests {
  private func lint(_ text: String, _ arguments: [String] = []) throws -> BuiltProgram.Outcome {
    let program = try BuiltProgram(["x.sh": "f() { :; }\n" + text + "\n"])
    return try program.run(
      ["--min-confidence", "low", "x.sh"] + arguments, shell: "ulimit -t 240 -c 0; exec \"$0\" lint -j 1 \"$@\"")
  }

  private static let edges = [
    "0", "-1", "64", "1025", "2147483648", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "08",
    "x",
  ]

  @Test(
    "numbers",
    arguments: [
      "g() { shift N; async_run t$1 f; }; g a b", "for i in 1 2; do async_run t$i f; break N; done",
      "x=abc; async_run t${x:N} f; async_run u${x:1:N} f; async_run v${x: -2:N} f",
      "g() { for i in \"${@:N:2}\"; do async_run t$i f; done; }; g a b", "a=(a b); async_run t${a[N]} f; a[N]=c",
      "for i in $(seq N 9223372036854775807); do async_run t$i f; done",
      "for i in {N..5} {1..9..N}; do async_run t$i f; done",
      "x=$(( N / -1 )); y=$(( 1 << N )); z=$(( N ** N )); async_run t$x-$y-$z f",
      "for ((i = N; i < 3; i++)); do async_run t$i f; done", "if [ N -lt 5 ]; then async_run t f; fi",
      "x=$(printf '%Nd' 1); async_run t$x f",
    ])
  func numbers(text: String) throws {
    let all = Self.edges.enumerated().map {
      "( \(text.split(separator: "N", omittingEmptySubsequences: false).joined(separator: $1)) )"
    }
    let outcome = try lint(all.joined(separator: "\n"))
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
  }

  @Test(
    "what doubles has a bounded length, and that is told",
    arguments: [
      "x=$x$x", "x=\"$x $x\"", "x+=$x", "x=${x//a/aa}", "x=$(echo $x$x)", "printf -v x '%s%s' $x $x",
      "set -- \"$@\" \"$@\" a", "a+=(\"${a[@]}\" a)",
    ])
  func doubling(step: String) throws {
    let text =
      "x=a\na=(a)\n" + String(repeating: step + "\n", count: 40) + "async_run t$x f\nfor i in \"${a[@]}\"; do :; done"
    let outcome = try lint(text)
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
    #expect(outcome.errors.contains("is kept") || outcome.errors.contains("are told apart"))
  }

  @Test("nothing is found wrong with what was cut")
  func cutLoops() throws {
    let outcome = try lint("for i in {1..3000}; do async_run t$i f; done\nasync_wait t2999")
    #expect(!outcome.output.contains("nothing starts"))
    #expect(outcome.errors.contains("x.sh:2:10: more words"))
    let json = try lint("for i in {1..3000}; do async_run t$i f; done", ["--format", "json"])
    #expect(json.output.contains("\"limits\""))
  }

  private static let many = 1_000

  @Test(
    "what is there a thousand times takes no more than a thousand times as long",
    arguments: [
      "async_run t@ g\n", "async_run t f\n", "async_wait t@\n", "v@=1; async_run t@ h v@; echo $v@\n",
      "if c@; then async_run t@ f; elif d@; then async_run u@ f; fi\n", "eval 'async_run t@ f'\n",
      "for i in {1..10}; do async_run t$i f; done\n", "cat /tmp/x@; async_run t@ touch /tmp/x@\n",
    ])
  func many(step: String) throws {
    let steps = (0..<Self.many).map {
      step.split(separator: "@", omittingEmptySubsequences: false).joined(separator: "\($0)")
    }
    let outcome = try lint("g() { echo x > /tmp/x; }\nh() { eval \"$1=2\"; }\n" + steps.joined())
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
  }

  @Test("what may happen in parallel is compared up to a bound, and that is told")
  func cutComparisons() throws {
    let steps = (0..<400).map { "async_run t\($0) g\n" }.joined()
    let outcome = try lint("g() { echo x > /tmp/x; }\n" + steps)
    #expect(outcome.errors.contains("more may happen in parallel than is compared"))
  }

  @Test(
    "texts and tests within each other end",
    arguments: [
      "x='eval \"$x\"; eval \"$x\"; async_run a f'\neval \"$x\"",
      "[ " + String(repeating: "! ", count: 20_000) + "-n x ] && async_run a f",
      "[ " + String(repeating: "-n $x -o ", count: 5_000) + "-n x ] && async_run a f",
      String(repeating: "for i in a b; do\n", count: 90) + "async_run t f\n" + String(repeating: "done\n", count: 90),
    ])
  func nested(text: String) throws {
    let outcome = try lint(text)
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
  }

  @Test("patterns with many stars are matched in the product of both lengths")
  func ignorePatterns() throws {
    let stars = String(repeating: "**/a/", count: 12) + "b"
    let deep = String(repeating: "a/", count: 30)
    let program = try BuiltProgram([".git/HEAD": "", ".gitignore": stars, "\(deep)x.sh": "async_run t f\n"])
    let outcome = try program.run(["."], shell: "ulimit -t 240 -c 0; exec \"$0\" lint \"$@\"")
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
  }
}
