import EffectModels
import Testing

@Suite("JSON of the models")
struct JSONValueTests {
  @Test(
    "documents",
    arguments: [
      ("[]", JSONValue.array([])),
      (
        " {\"a\": [1, -2.5e1, true, null], \"b\": {}} ",
        .object(["a": .array([.number(1), .number(-25), .boolean(true), .null]), "b": .object([:])])
      ),
      ("\"a\\u00e9\\ud83d\\ude00\\n\\\"\"", .string("aé😀\n\"")),
    ])
  func reads(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test(
    "what is no document",
    arguments: ["", "[1,]", "{\"a\" 1}", "[1] 2", "\"open", "tru", "{\"a\":1,\"a\":2}", "\"\\ud800x\""])
  func refuses(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
  }

  @Test("nesting without end")
  func nesting() {
    #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: "[", count: 100_000)) }
  }
}
