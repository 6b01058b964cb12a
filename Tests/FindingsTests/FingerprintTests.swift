import SourceText
import Testing

@testable import Findings

@Suite("Fingerprints")
struct FingerprintTests {
  private func finding(_ text: String, _ line: Int) -> (Finding, SourceFile) {
    let source = SourceFile(path: "lib/x", text: text)
    let range = source.lines.range(ofLine: line)
    let finding = Finding(
      rule: RuleID("DSA101", "task-never-awaited"), severity: .error, confidence: .high, message: "m",
      location: FileRange(path: "lib/x", range: range))
    return (finding, source)
  }

  private func fingerprint(_ text: String, _ line: Int) -> String? {
    let (finding, source) = finding(text, line)
    return Fingerprint.all(of: [finding], in: ["lib/x": source]).first?.text
  }

  @Test func stayWhenLinesMoveOrAreIndented() {
    #expect(fingerprint("async_run a b\n", 0) == fingerprint("x\n\n    async_run  a b\n", 2))
    #expect(fingerprint("async_run a b\n", 0) != fingerprint("async_run a c\n", 0))
  }

  @Test func ofEqualLinesDiffer() {
    let source = SourceFile(path: "lib/x", text: "a\na\n")
    let findings = [finding("a\na\n", 0).0, finding("a\na\n", 1).0]
    #expect(Set(Fingerprint.all(of: findings, in: ["lib/x": source]).map(\.text)).count == 2)
  }
}

@Suite("A plan of fixes")
struct FixPlanTests {
  private func finding(_ edits: [(Range<Int>, String)], _ tier: Fix.Tier = .safe) -> Finding {
    let edits = edits.map { Fix.Edit(path: "x", edit: SourceEdit(range: $0.0, text: $0.1)) }
    return Finding(
      rule: RuleID("DSA101", "n"), severity: .error, confidence: .high, message: "m",
      location: FileRange(path: "x", range: 0..<1), fix: Fix(tier: tier, message: "f", edits: edits))
  }

  @Test func takesAFixWhollyOrNotAtAll() {
    let plan = FixPlan(
      for: [finding([(2..<4, "")]), finding([(0..<1, "z"), (3..<5, "")]), finding([(6..<6, "!")])],
      includingUnsafe: false)
    #expect(plan.taken == [0, 2])
    #expect(plan.postponed == 1)
    #expect(plan.edits["x"].map { String(decoding: $0.applied(to: Array("abcdef".utf8)), as: UTF8.self) } == "abef!")
  }

  @Test func leavesOutWhatIsNotSafeUnlessAsked() {
    let findings = [finding([(0..<1, "")], .unsafe), finding([(1..<2, "")], .displayOnly)]
    #expect(FixPlan(for: findings, includingUnsafe: false).taken.isEmpty)
    #expect(FixPlan(for: findings, includingUnsafe: true).taken == [0])
  }
}
