import FixtureSupport
import Testing

@Suite("Rules on fixtures")
struct RuleFixtureTests {
  static let fixtures = Fixture.all(in: "LintRules")

  @Test("states what is found", arguments: fixtures)
  func stated(fixture: Fixture) throws {
    let found = fixture.analyzed()
    if Fixture.updatesExpectations {
      try fixture.update(from: found)
    } else {
      #expect(fixture.differences(from: found) == [])
    }
  }

  @Test("names tell the verdict", arguments: fixtures)
  func verdicts(fixture: Fixture) {
    #expect(fixture.brokenPromises(in: fixture.analyzed()) == [])
  }

  @Test("a change of clothes changes nothing", arguments: fixtures, Fixture.Variant.allCases)
  func variants(fixture: Fixture, variant: Fixture.Variant) {
    guard let changed = fixture.variant(variant) else { return }
    #expect(changed.differences(from: changed.analyzed()) == [])
  }
}
