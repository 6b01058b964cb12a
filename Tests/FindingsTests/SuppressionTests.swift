import EffectModels
import ShellSyntax
import SourceText
import Testing
import Workspace

@testable import Findings

@Suite("Suppression comments")
struct SuppressionTests {
  private let leak = RuleID("DSA101", "task-never-awaited")
  private let wait = RuleID("DSA102", "wait-without-start")

  private var names: RuleNames { RuleNames([leak, wait, Suppressions.rule], removed: ["DSA109": "see DSA101"]) }

  /// Lints a text in which each `MARK` is a finding of DSA101; the lines of what remains, and the messages of DSA903.
  private func outcome(
    _ text: String, active: Set<RuleID>? = nil, requiresReason: Bool = false
  ) -> (remaining: [Int], own: [String], silenced: [String], fixed: String) {
    var parser = ShellParser()
    let source = SourceFile(path: "lib/x", text: text)
    let script = parser.parse(source)
    var findings: [Finding] = []
    var position = text.startIndex
    while let range = text.range(of: "MARK", from: position) {
      let offset = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      findings.append(
        Finding(
          rule: leak, severity: .error, confidence: .high, message: "leak",
          location: FileRange(path: "lib/x", range: offset..<offset + 4)))
      position = range.upperBound
    }
    let suppressions = Suppressions(
      of: [CommentedFile(script)], names: names, requiresReason: requiresReason, defect: StatedEffects.defect)
    let outcome = suppressions.apply(to: findings, activeRules: active ?? Set(names.rules))
    let own = outcome.findings.filter { $0.rule == Suppressions.rule }
    let plan = FixPlan(for: own.inReportOrder(), includingUnsafe: false)
    let fixed = plan.edits["lib/x"]?.applied(to: source.bytes) ?? source.bytes
    return (
      outcome.findings.filter { $0.rule == leak }.map { source.lines.line(at: $0.location.range.lowerBound) + 1 },
      own.map(\.message), outcome.silenced.map(\.reason), String(decoding: fixed, as: UTF8.self)
    )
  }

  @Test func onTheirOwnLineCoverTheNextCompleteCommand() {
    let result = outcome(
      "# devstack-async: ignore[DSA101] known\nif x; then\n  MARK\nfi\nMARK\n")
    #expect(result.remaining == [5])
    #expect(result.silenced == ["known"])
    #expect(result.own.isEmpty)
  }

  @Test func coverContinuationsAndHereDocuments() {
    #expect(outcome("# devstack-async: ignore[task-never-awaited]\nfoo \\\n  MARK\nMARK\n").remaining == [4])
    #expect(outcome("# devstack-async: ignore[DSA101]\ncat <<EOF\n$(MARK)\nEOF\nMARK\n").remaining == [5])
  }

  @Test func atTheEndOfABlockCoverNothingBehindIt() {
    let result = outcome("f() {\n  a\n  # devstack-async: ignore[DSA101]\n}\nMARK\n")
    #expect(result.remaining == [5])
    #expect(result.own == ["'ignore' of 'DSA101' silences nothing"])
    #expect(result.fixed == "f() {\n  a\n}\nMARK\n")
  }

  @Test func behindACommandCoverItsLine() {
    let result = outcome("MARK # devstack-async: ignore[DSA101]\nMARK\n")
    #expect(result.remaining == [2])
  }

  @Test func atTheTopAreNotForTheFile() {
    #expect(outcome("#!/bin/bash\n# devstack-async: ignore[DSA101]\n\nMARK\nMARK\n").remaining == [5])
  }

  @Test func forTheFileMustComeBeforeTheFirstCommand() {
    #expect(outcome("#!/bin/bash\n# devstack-async: ignore-file[DSA101]\nMARK\nMARK\n").remaining == [])
    let late = outcome("a\n# devstack-async: ignore-file[DSA101]\nMARK\n")
    #expect(late.remaining == [3])
    #expect(late.own == ["'ignore-file' must stand before the first command"])
  }

  @Test func disableUntilEnable() {
    let result = outcome(
      "MARK\n# devstack-async: disable[DSA101]\nMARK\n# devstack-async: enable[DSA101]\nMARK\n")
    #expect(result.remaining == [1, 5])
    #expect(result.own.isEmpty)
  }

  @Test func disableEndsWithItsBlock() {
    let result = outcome("f() {\n  # devstack-async: disable[DSA101]\n  MARK\n}\nMARK\n")
    #expect(result.remaining == [5])
    #expect(result.own == ["'disable[DSA101]' is never enabled again in its block"])
    #expect(outcome("# devstack-async: enable[DSA101]\na\n").own.count == 1)
  }

  @Test(arguments: [
    ("# devstack-async: ignore[DSA1O1]", "unknown rule 'DSA1O1'; did you mean 'DSA101'?"),
    ("# devstack-async: ignore[DSA109]", "rule 'DSA109' was removed: see DSA101"),
    ("# devstack-async: ignore", "'ignore' needs codes, as in 'ignore[DSA101]', or '[all]'"),
    ("# devstack-async: ignroe[DSA101]", "unknown directive 'ignroe'; did you mean 'ignore'?"),
    ("# devstack-async ignore[DSA101]", "misspelt directive: write '# devstack-async: '"),
    ("# devstack_async: ignore[DSA101]", "misspelt directive: write '# devstack-async: '"),
    ("# devstak-async: ignore[DSA101]", "misspelt directive: write '# devstack-async: '"),
    ("# devstack-async: ignore[DSA101", "']' is missing after the codes"),
    ("# devstack-async: ignore[]", "'ignore[]' names no code"),
    ("# devstack-async: raeds=file:/x", "unknown directive 'raeds'; did you mean 'reads'?"),
    ("# devstack-async: reads=file:/x wirtes=file:/y", "unknown directive 'wirtes'; did you mean 'writes'?"),
    ("# devstack-async: writes=fiel:/x", "'fiel' is no kind of resource; did you mean 'file'?"),
    ("# devstack-async: writes=/x", "'/x' lacks its kind"),
    ("# devstack-async: writes=", "'writes' needs a resource, as in 'writes=file:/etc/x.conf'"),
    ("# devstack-async writes=file:/x", "misspelt directive: write '# devstack-async: '"),
    ("# devstack-async: effects=some", "'effects' can only be 'none', and then stands alone"),
  ])
  func thatCannotBeReadAreReported(comment: String, message: String) {
    let result = outcome(comment + "\nMARK\n")
    #expect(result.remaining == [2])
    #expect(result.own == [message])
  }

  @Test(arguments: [
    "# devstack-async is a tool", "# see devstack-async: the manual",
    "# devstack-async: reads=file:/etc/x.conf writes=database:x so",
    "# devstack: ignore",
    "# shellcheck disable=SC2034",
  ])
  func areNotSeenInOtherComments(comment: String) {
    #expect(outcome(comment + "\na\n").own.isEmpty)
  }

  @Test func areNotSeenInHereDocumentsAndStrings() {
    let result = outcome("cat <<EOF\n# devstack-async: ignore[DSA101]\nEOF\nx='\n# devstack-async: ignroe[DSA101]\n'\n")
    #expect(result.own.isEmpty)
  }

  @Test func unusedCodesAreTakenOutOfTheList() {
    let result = outcome("MARK # devstack-async: ignore[DSA101, DSA102] why\n")
    #expect(result.own == ["'ignore' of 'DSA102' silences nothing"])
    #expect(result.fixed == "MARK # devstack-async: ignore[DSA101] why\n")
    #expect(outcome("a  # devstack-async: ignore[DSA101]\nb\n").fixed == "a\nb\n")
  }

  @Test func ofRulesThatAreOffAreNotCalledUnused() {
    #expect(outcome("a # devstack-async: ignore[DSA102]\n", active: [leak, Suppressions.rule]).own.isEmpty)
  }

  @Test func allCoversEveryRuleAndIsJudgedToo() {
    #expect(outcome("MARK # devstack-async: ignore[all]\n").remaining == [])
    #expect(outcome("a # devstack-async: ignore[all]\n").own == ["'ignore' of 'all' silences nothing"])
  }

  @Test func mayBeMadeToGiveAReason() {
    #expect(
      outcome("MARK # devstack-async: ignore[DSA101]\n", requiresReason: true).own == ["'ignore' without a reason"])
    #expect(outcome("MARK # devstack-async: ignore[DSA101] so\n", requiresReason: true).own.isEmpty)
  }

  @Test func worksWithCarriageReturns() {
    #expect(outcome("# devstack-async: ignore[DSA101] so\r\nMARK\r\nMARK\r\n").remaining == [3])
  }
}

extension String {
  fileprivate func range(of text: String, from start: Index) -> Range<Index>? {
    self[start...].firstRange(of: text)
  }
}
