import Testing

@testable import Workspace

@Suite("A TOML document")
struct TOMLReaderTests {
  private func members(_ text: String) throws -> [TOMLMember] {
    var reader = TOMLReader(Array(text.utf8))
    return try reader.document()
  }

  /// All members as text: keys in order, strings as Swift shows them.
  private func shown(_ text: String) throws -> String { Self.shown(try members(text)) }

  private static func shown(_ members: [TOMLMember]) -> String {
    members.map { "\($0.key)=\(shown($0.value))" }.joined(separator: " ")
  }

  private static func shown(_ value: TOMLValue) -> String {
    switch value.content {
    case .string(let text): text.debugDescription
    case .integer(let number): "\(number)"
    case .float(let number): "\(number)"
    case .boolean(let truth): "\(truth)"
    case .array(let values): "[" + values.map(shown).joined(separator: " ") + "]"
    case .table(let members): "{" + shown(members) + "}"
    case .other: "other"
    }
  }

  private func refusal(_ text: String) throws -> (message: String, offset: Int)? {
    do {
      _ = try members(text)
      return nil
    } catch let error as TOMLError {
      return (error.message, error.offset)
    }
  }

  @Test(arguments: [
    ("", ""),
    ("\r\n# nothing\r\n\t # more", ""),
    ("a=1 # one\r\nb = 2", "a=1 b=2"),
    ("a-b_1 = 1\n3 = 3\n\"\" = 4\n'x.\"y' = 5", "a-b_1=1 3=3 =4 x.\"y=5"),
    ("\"\\u0061b\" = 1", "ab=1"),
    ("\"\u{E9}\" = 1\n\"e\u{301}\" = 2", "\u{E9}=1 e\u{301}=2"),
    ("b . 'c' = 1\na = 2\nb.d = 3", "b={c=1 d=3} a=2"),
    ("3.14 = 1", "3={14=1}"),
  ])
  func hasKeys(text: String, expected: String) throws { #expect(try shown(text) == expected) }

  @Test(arguments: [
    ("[a]\nx = 1\n[b]\n[a.c]\ny = 2", "a={x=1 c={y=2}} b={}"),
    ("[a.b]\nx = 1\n[a]\ny = 2", "a={b={x=1} y=2}"),
    ("[ a . \"b c\" ]", "a={b c={}}"),
    ("[a]\nb.c = 1\n[a.b.d]\nx = 1", "a={b={c=1 d={x=1}}}"),
    ("[[a]]\nx = 1\n[a.b]\ny = 2\n[[a]]\n[a.b]\ny = 3", "a=[{x=1 b={y=2}} {b={y=3}}]"),
    ("[[a]]\n[[a.b]]\n[[a.b]]\nx = 1\n[[a]]\n[[a.b]]", "a=[{b=[{} {x=1}]} {b=[{}]}]"),
    ("a = { x = 1, y.z = 2 , \"y\".t = {} }", "a={x=1 y={z=2 t={}}}"),
    ("a = [{x = 1}, {x = 2,  y = [\n]}]", "a=[{x=1} {x=2 y=[]}]"),
    ("a = [ 1, # one\n\n  'b',\r\n [true ,] # last\n, ]", "a=[1 \"b\" [true]]"),
  ])
  func hasTablesAndArrays(text: String, expected: String) throws { #expect(try shown(text) == expected) }

  @Test(arguments: [
    (#""""#, ""), ("''", ""), (#""a#b""#, "a#b"), ("'C:\\x'", "C:\\x"), ("'\t'", "\t"),
    (#""\b\t\n\f\r\"\\""#, "\u{8}\t\n\u{C}\r\"\\"), (#""\u00E9\U0001F600""#, "\u{E9}\u{1F600}"),
    ("\"\"\"\na\r\nb\"\"\"", "a\nb"), ("\"\"\"a \\  \n\r\n\t b\"\"\"", "a b"), ("\"\"\"a\\\\\nb\"\"\"", "a\\\nb"),
    ("\"\"\"\"a\"\"b\"\"\"\"\"", "\"a\"\"b\"\""), ("'''\n\n'a\\\n''b''''", "\n'a\\\n''b'"), ("''''''", ""),
  ])
  func hasStrings(written: String, expected: String) throws {
    #expect(try shown("a = \(written) # end") == "a=\(expected.debugDescription)")
  }

  @Test(arguments: [
    ("0", "0"), ("+0", "0"), ("-17", "-17"), ("1_000", "1000"), ("0xDead_beef", "3735928559"), ("0o0755", "493"),
    ("0b1_01", "5"), ("-9223372036854775808", "-9223372036854775808"), ("1.5", "1.5"), ("-0.0", "-0.0"),
    ("5e+2_2", "5e+22"), ("6.26E-3", "0.00626"), ("1e06", "1000000.0"), ("-inf", "-inf"), ("+nan", "nan"),
    ("true", "true"), ("false", "false"), ("1979-05-27", "other"), ("2000-02-29", "other"), ("07:32:00.999", "other"),
    ("1979-05-27T07:32:00", "other"), ("1979-05-27 07:32:00z", "other"), ("1979-05-27t23:59:60.5-07:00", "other"),
  ])
  func hasPlainValues(written: String, expected: String) throws {
    #expect(try shown("a = \(written) # end") == "a=\(expected)")
    #expect(try shown("a=[\(written),\(written)]") == "a=[\(expected) \(expected)]")
  }

  @Test(arguments: [
    "1_", "_1", "1__0", "01", "-01", "0x", "0xg", "0x_1", "+0x1", "0X1", "0o8", "0b2", "1.", ".5", "1._5", "1_.5",
    "01.5",
    "1e", "1e5.0", "1e_5", "Inf", "infinity", "True", "truely", "yes", "1979-13-01", "1900-02-29", "1979-04-31",
    "1979-05-27T24:00:00", "07:60:00", "07:32", "07:32:00.", "1979-05-27T07:32:00+1:00", "1979-5-27",
  ])
  func refusesPlainValues(written: String) throws {
    let found = try refusal("a = \(written)")
    #expect(found?.offset == 4)
    #expect(found?.message == "'\(written)' is no value; a string stands in quotes")
  }

  @Test(arguments: [
    ("a", 1, "expected '=' after the key"),
    ("a b = 1", 2, "expected '=' after the key"),
    ("= 1", 0, "expected a key"),
    ("a. = 1", 3, "expected a key"),
    ("\u{E9} = 1", 0, "expected a key"),
    ("\"\"\"a\"\"\" = 1", 0, "a key is no string of several lines"),
    ("a =\n1", 3, "expected a value"),
    ("a = 1 2", 6, "expected the end of the line"),
    ("a = 1 b = 2", 6, "expected the end of the line"),
    ("[a] x = 1", 4, "expected the end of the line"),
    ("a = 1\rb = 2", 5, "expected the end of the line"),
    ("[]", 1, "expected a key"),
    ("[a\n]", 2, "expected ']' after the name of a table"),
    ("[[a] ]", 3, "expected ']]' after the name of a table"),
    ("a = [1 2]", 7, "expected ',' or ']' in an array"),
    ("a = [,]", 5, "expected a value"),
    ("a = [1,\n", 4, "the array is not closed"),
    ("a = {x = 1,}", 11, "expected a key"),
    ("a = {x = 1\n}", 10, "expected ',' or '}' on the line of an inline table"),
    ("a = \"x\ny\"", 4, "the string is not closed on its line"),
    ("a = 'x", 4, "the string is not closed on its line"),
    ("a = \"\"\"x\"\"", 4, "the string is not closed"),
    ("a = \"\"\"x\"\"\"\"\"\"", 13, "expected the end of the line"),
    ("a = \"x\\y\"", 6, "unknown escape in a string; a backslash is written '\\\\'"),
    ("a = \"\"\"x\\ y\"\"\"", 8, "unknown escape in a string; a backslash is written '\\\\'"),
    ("a = \"\\uD800\"", 5, "expected the 4 digits of a Unicode scalar value"),
    ("a = \"\\U00110000\"", 5, "expected the 8 digits of a Unicode scalar value"),
    ("a = \"\\u12\"", 5, "expected the 4 digits of a Unicode scalar value"),
    ("a = 'x\u{7F}'", 6, "control character U+007F"),
    ("a = '''x\r'''", 8, "control character U+000D"),
    ("# x\u{1}", 3, "control character U+0001"),
    ("a = 9223372036854775808", 4, "'9223372036854775808' does not fit into 64 bits"),
  ])
  func refusesMistakesOfForm(text: String, offset: Int, message: String) throws {
    let found = try refusal(text)
    #expect(found?.offset == offset)
    #expect(found?.message == message)
  }

  @Test(arguments: [
    ("a = 1\na = 2", 6, "'a' is defined twice"),
    ("a = 1\n\"\\u0061\" = 2", 7, "'a' is defined twice"),
    ("[a]\n[a]", 5, "'a' is defined twice"),
    ("[a]\nb = 1\n[a.b]", 13, "'b' is defined twice"),
    ("a.b = 1\n[a]", 9, "'a' is defined twice"),
    ("[[a]]\n[a]", 7, "'a' is defined twice"),
    ("[a]\n[[a]]", 6, "'a' is defined twice"),
    ("a = []\n[[a]]", 9, "'a' is defined twice"),
    ("a = {x = 1, x = 2}", 12, "'x' is defined twice"),
    ("a = 1\na.b = 2", 6, "nothing can be added to 'a'"),
    ("a = {}\na.b = 2", 7, "nothing can be added to 'a'"),
    ("a = {}\n[a.b]", 8, "nothing can be added to 'a'"),
    ("a = [{}]\n[a.b]", 10, "nothing can be added to 'a'"),
    ("a = {b = {}, b.c = 1}", 13, "nothing can be added to 'b'"),
    ("[a.b.c]\n[a]\nb.c.d = 1", 14, "nothing can be added to 'c'"),
  ])
  func refusesASecondDefinition(text: String, offset: Int, message: String) throws {
    let found = try refusal(text)
    #expect(found?.offset == offset)
    #expect(found?.message == message)
  }

  @Test func isNestedToABound() throws {
    let limit = TOMLReader.nestingLimit
    func array(_ depth: Int) -> String {
      "a = " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try refusal(array(limit)) == nil)
    #expect(try refusal(array(100_000))?.message == "nested deeper than 64")
    #expect(try refusal(String(repeating: "a.", count: limit - 1) + "a = 1") == nil)
    #expect(try refusal(String(repeating: "a.", count: 100_000) + "a = 1")?.message == "nested deeper than 64")
    #expect(try refusal("a = " + String(repeating: "{a = ", count: 100_000))?.message == "nested deeper than 64")
  }

  @Test func knowsWhereKeysAndValuesStand() throws {
    let text = "[tool.'x y']\nlist = [\"\u{E9}\", 0x1F]\nsub.key = {in = '''a'''}\n"
    let bytes = Array(text.utf8)
    func texts(_ members: [TOMLMember]) -> [String] {
      members.flatMap { member in
        [member.keyRange, member.value.range].map { String(decoding: bytes[$0], as: UTF8.self) }
          + texts(of: member.value)
      }
    }
    func texts(of value: TOMLValue) -> [String] {
      switch value.content {
      case .table(let members): texts(members)
      case .array(let values): values.map { String(decoding: bytes[$0.range], as: UTF8.self) }
      default: []
      }
    }
    #expect(
      texts(try members(text)) == [
        "tool", "tool", "x y", "x y", "list", "[\"\u{E9}\", 0x1F]", "\u{E9}", "0x1F",
        "sub", "sub", "key", "{in = '''a'''}", "in", "a",
      ])
  }
}
