import FixtureSupport
import RuleCatalogue
import Testing

@Suite("Examples of the rule pages")
struct RulePageTests {
  static let names = RuleCatalogue.pages.map(\.name)

  @Test("the bad example has the finding", arguments: names)
  func bad(name: String) throws {
    #expect(try findings(in: "Bad", of: name).contains { $0.rule == name })
  }

  @Test("the good example has not", arguments: names)
  func good(name: String) throws {
    #expect(try findings(in: "Good", of: name).filter { $0.rule == name } == [])
  }

  /// What is found in the bash block of a section.
  private func findings(in heading: String, of name: String) throws -> [StatedFinding] {
    let page = try #require(RuleCatalogue.page(named: name))
    let body = try #require(page.section(heading)?.body)
    let block = body.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { $0 != "```bash" }.dropFirst().prefix { $0 != "```" }
    try #require(!block.isEmpty)
    let text = block.joined(separator: "\n") + "\n"
    return Fixture(name: "\(name)/\(heading)", path: "", text: text).analyzed().values.flatMap { $0 }
  }
}
