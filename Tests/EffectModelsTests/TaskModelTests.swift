import EffectModels
import RuleCatalogue
import Testing

@Suite("Models of tasks")
struct TaskModelTests {
  @Test("the bundled models can be read, and each entry says why")
  func bundled() throws {
    let models = try TaskModels { RuleCatalogue.model(named: $0) }
    #expect(models.roles["async_run"] == .start(name: 1, body: 2))
    #expect(models.roles["async_wait"] == .wait(name: 1))
    #expect(models.control["die"] == .endsScript)
    #expect(models.programs.first == "stack.sh")
    for file in ["tasks.json", "control.json", "programs.json"] {
      let text = try #require(RuleCatalogue.model(named: file))
      for entry in try JSONValue(parsing: text).elements { #expect(entry["because"]?.string?.isEmpty == false) }
    }
  }

  @Test("an entry without a known role is refused, with its file")
  func unknownRole() {
    let error = #expect(throws: ModelError.self) {
      try TaskModels { $0 == "tasks.json" ? "[{\"command\": \"x\", \"role\": \"begin\"}]" : "[]" }
    }
    #expect(error?.file == "tasks.json")
  }
}
