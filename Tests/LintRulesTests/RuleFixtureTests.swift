import FixtureSupport
import Testing

@Suite("Rules on fixtures")
struct RuleFixtureTests {
  @Test("states what is found", arguments: Fixture.all(in: "LintRules"))
  func stated(fixture: Fixture) throws {
    let found = fixture.analyzed()
    if Fixture.updatesExpectations {
      try fixture.update(from: found)
    } else {
      #expect(fixture.differences(from: found) == [])
    }
  }

  @Test("names tell the verdict", arguments: Fixture.all(in: "LintRules"))
  func verdicts(fixture: Fixture) {
    #expect(fixture.brokenPromises(in: fixture.analyzed()) == [])
  }

  @Test("a change of clothes changes nothing", arguments: Fixture.all(in: "LintRules"), Fixture.Variant.allCases)
  func variants(fixture: Fixture, variant: Fixture.Variant) {
    guard let changed = fixture.variant(variant) else { return }
    #expect(changed.differences(from: changed.analyzed()) == [])
  }
}
