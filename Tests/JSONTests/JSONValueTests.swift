import JSON
import Testing

@Suite("JSON")
struct JSONValueTests {
  @Test(
    "documents",
    arguments: [
      ("[]", JSONValue.array([])),
      (
        " {\"a\": [1, -2.5e1, true, null], \"b\": {}} ",
        .members([("b", .object([])), ("a", .array([.number(1), .number(-25), .boolean(true), .null]))])
      ),
      ("\"\\ud800x\\udc00\\ud800\\u0041\"", .string("\u{FFFD}x\u{FFFD}\u{FFFD}A")),
      ("[1e300, 0.5, 9007199254740993]", .array([.fraction(1e300), .fraction(0.5), .number(9_007_199_254_740_993)])),
      ("\"a\\u00e9\\ud83d\\ude00\\n\\\"\"", .string("aé😀\n\"")),
    ])
  func reads(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test(
    "what is no document",
    arguments: ["", "[1,]", "{\"a\" 1}", "[1] 2", "\"open", "tru", "{\"a\":1,\"a\":2}"])
  func refuses(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
  }

  @Test("nesting without end")
  func nesting() {
    #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: "[", count: 100_000)) }
  }

  @Test("what is written is read again")
  func roundTrip() throws {
    let value = JSONValue.members([
      ("text", .string("a\"\\\n\r\t\u{0}\u{7F}\u{2028}é😀")), ("list", .array([.number(-3), .fraction(0.25), .null])),
    ])
    #expect(try JSONValue(parsing: value.compact) == value)
    #expect(try JSONValue(parsing: value.pretty) == value)
  }
}
