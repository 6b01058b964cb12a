import Findings
import FixtureSupport
import Foundation
import LintRules
import RuleCatalogue
import Testing

@Suite("Rule pages")
struct CatalogueTests {
  @Test func everyFileIsAPageNamedForItsRule() {
    let names = RuleCatalogue.pages.map { "\($0.code)-\($0.name).md" }
    #expect(names == RuleCatalogue.pageFileNames)
    #expect(Set(RuleCatalogue.pages.map(\.code)).count == names.count)
    #expect(Set(RuleCatalogue.pages.map(\.name)).count == names.count)
  }

  @Test func everyFileOfTheFolderIsEmbedded() throws {
    let folder = "\(Fixture.packageRoot)/Rules/catalogue"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where !name.hasPrefix(".") {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      #expect(RuleCatalogue.pages.contains { $0.markdown == text }, "\(name)")
    }
  }

  @Test(arguments: RuleCatalogue.pages.map(\.code))
  func aPageHasAllItsParts(code: String) throws {
    let page = try #require(RuleCatalogue.page(named: code))
    #expect(page.sections.map(\.heading) == RulePage.headings)
    #expect(page.sections.allSatisfy { !$0.body.isEmpty })
    #expect(Severity.allCases.map(\.name).contains(page.severity))
    #expect(!page.summary.isEmpty && page.summary.hasSuffix("."))
    #expect(page.markdown.split(separator: "\n").allSatisfy { $0.count <= 160 })
    for heading in ["Bad", "Good"] {
      #expect(page.section(heading)?.body.components(separatedBy: "```bash\n").count == 2, "\(heading)")
    }
  }

  @Test func findsAPageByCodeOrName() {
    #expect(RuleCatalogue.page(named: "dsa102")?.name == "wait-without-start")
    #expect(RuleCatalogue.page(named: "wait-without-start")?.code == "DSA102")
    #expect(RuleCatalogue.page(named: "wait-without") == nil)
  }

  @Test func everyRuleHasFixturesAndEveryFixtureARule() {
    let fixtures = Set(Fixture.all(in: "LintRules").map(\.ruleName))
    #expect(fixtures == Set(RuleCatalogue.pages.map(\.name)))
  }

  @Test func everyFixtureShowsBothVerdicts() {
    for (rule, fixtures) in Dictionary(grouping: Fixture.all(in: "LintRules"), by: \.ruleName) {
      let stated = fixtures.flatMap(\.parts).flatMap(\.expectations).filter { $0.rule == rule }
      #expect(!stated.isEmpty, "\(rule) has no fixture with a finding")
    }
  }

  @Test func theReadmeListsEveryRule() throws {
    let text = try String(contentsOfFile: "\(Fixture.packageRoot)/README.md", encoding: .utf8)
    let listed = text.split(separator: "\n").filter { $0.hasPrefix("| [DSA") }.map(String.init)
    let expected = RuleCatalogue.pages.map {
      let path = "Rules/catalogue/\($0.code)-\($0.name).md"
      return "| [\($0.code)](\(path)) | \($0.name) | \($0.severity) | \($0.summary) |"
    }
    #expect(listed == expected)
  }

  @Test func theChangelogCountsTheRules() throws {
    let text = try String(contentsOfFile: "\(Fixture.packageRoot)/CHANGELOG.md", encoding: .utf8)
    let counts = text.matches(of: #/(?<count>\d+) rules, each with a page/#).map { String($0.count) }
    #expect(counts == ["\(RuleCatalogue.pages.count)"])
  }

  @Test func rulesSayOfThemselvesWhatTheirPagesSay() {
    let elsewhere = [Suppressions.rule, RuleID("DSA901", "syntax-error")]
    let own = RuleRegistry.all.map { (type(of: $0).id, type(of: $0).severity.name) }
    for (id, severity) in own {
      let page = RuleCatalogue.page(named: id.code)
      #expect(page?.name == id.name && page?.severity == severity, "\(id.code)")
    }
    #expect(own.map(\.0) == own.map(\.0).sorted())
    let known = Set((own.map(\.0) + elsewhere).map(\.code))
    #expect(known == Set(RuleCatalogue.pages.map(\.code)))
  }
}
