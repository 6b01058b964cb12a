import FixtureSupport
import ShellSyntax
import SourceText
import Testing
import Workspace

/// The whole way from text to findings, over scripts put together at random from what matters to tasks.
@Suite("From random scripts to findings")
struct PipelineTests {
  private static let pieces = [
    "async_run a x", "async_run \"t-$i\" x", "async_runfunc f", "async_wait a", "async_wait t-{1,2}",
    "async_wait \"${names[@]}\"",
    "if c; then", "elif [[ $X == b ]]; then", "else", "fi", "for i in 1 2 $L; do", "while read -r i; do", "until c; do",
    "done",
    "case $1 in", "a|b)", ";;", ";&", "esac", "f() {", "function g {", "}", "(", ")", "$(", "`", "|", "||", "&&", "&",
    "!", "{",
    "names+=(a b)", "names=\"$names a\"", "local i=$1", "local -n r=i", "shift", "set -- a b", "return 0", "exit",
    "break 2", "continue",
    "source $D/lib", "eval \"async_wait $i\"", "trap 'async_wait a' EXIT", "<<EOF", "EOF", "\"", "'", "$((i + 1))",
    "${i:-$(", "${x/#/y}",
    "((i++))", "[[ -n $i &&", "]]", "\\", "#", "f; g; f", "é", "\r", "async_init", "async_cleanup",
    "printf -v i '%s' a", "coproc f",
  ]

  private func script(_ seed: Int) -> String {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func random(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    return (0..<random(60) + 1).map { _ in Self.pieces[random(Self.pieces.count)] + (random(2) == 0 ? "\n" : " ") }
      .joined()
  }

  private func findings(_ texts: [String]) -> [String] {
    var parser = ShellParser()
    let scripts = texts.enumerated().map {
      parser.parse(SourceFile(path: $0.offset == 0 ? "stack.sh" : "lib", text: $0.element))
    }
    let sources = Dictionary(uniqueKeysWithValues: scripts.map { ($0.source.path, $0.source) })
    return analyzeProgram(scripts: scripts, options: AnalysisOptions(rootKind: .devstackTree)).findings.map { finding in
      let range = finding.location.range
      #expect(range.upperBound <= sources[finding.location.path]?.bytes.count ?? -1)
      for edit in finding.fix?.edits ?? [] {
        #expect(edit.edit.range.upperBound <= sources[edit.path]?.bytes.count ?? -1)
      }
      return "\(finding.location.path):\(range) \(finding.rule.code) \(finding.message)"
    }
  }

  @Test("places lie in the files, and a second run says the same", arguments: 0..<150)
  func random(seed: Int) {
    let texts = [script(seed), script(seed + 10_000)]
    #expect(findings(texts) == findings(texts))
  }
}
