@testable import ShellSyntax
import SourceText
import Testing

/// Text that bash rejects, what it says, and the text at which we say so.
struct Rejection: Sendable, CustomTestStringConvertible {
  let text: String
  let message: String
  let place: String

  init(_ text: String, _ message: String, at place: String) {
    self.text = text
    self.message = message
    self.place = place
  }

  var testDescription: String { text }
}

@Suite("Rejected text")
struct RejectionTests {
  static let rejections = [
    Rejection("if a; then fi", "syntax error near unexpected token `fi'", at: "fi"),
    Rejection("if a; then b; done", "syntax error near unexpected token `done'", at: "done"),
    Rejection("a\nfi\nb", "syntax error near unexpected token `fi'", at: "fi"),
    Rejection("f() {\n}\n", "syntax error near unexpected token `}'", at: "}"),
    Rejection("f() { a;", "syntax error: unexpected end of file", at: ""),
    Rejection("for x in a; do b", "syntax error: unexpected end of file", at: ""),
    Rejection("while a; b; done", "syntax error near unexpected token `done'", at: "done"),
    Rejection("a ;; b", "syntax error near unexpected token `;;'", at: ";;"),
    Rejection("a )", "syntax error near unexpected token `)'", at: ")"),
    Rejection("a && && b", "syntax error near unexpected token `&&'", at: "&&"),
    Rejection("a |", "syntax error: unexpected end of file", at: ""),
    Rejection("a >\nb", "syntax error near unexpected token `newline'", at: "\n"),
    Rejection("; a", "syntax error near unexpected token `;'", at: ";"),
    Rejection("a 'b\nc", "unexpected EOF while looking for matching `''", at: "'"),
    Rejection("a \"b\nc", "unexpected EOF while looking for matching `\"'", at: "\""),
    Rejection("a `b\nc", "unexpected EOF while looking for matching ``'", at: "`"),
    Rejection("a ${b\nc", "unexpected EOF while looking for matching `}'", at: "$"),
    Rejection("a $(b\nc", "unexpected EOF while looking for matching `)'", at: "("),
    Rejection("x=$(if a; then b)", "syntax error near unexpected token `)'", at: ")"),
    Rejection("case x in a) b", "syntax error: unexpected end of file", at: ""),
    Rejection("f() a", "syntax error near unexpected token `a'", at: "a"),
    Rejection("a (b)", "syntax error near unexpected token `('", at: "("),
    Rejection("[[ -z ]]", "unexpected argument `]]' to conditional unary operator", at: "]]"),
  ]

  @Test(arguments: rejections)
  func states(_ rejection: Rejection) throws {
    var parser = ShellParser()
    let source = SourceFile(path: "test", text: rejection.text)
    let problem = try #require(parser.parse(source).problems.first { $0.isRejection })
    #expect(problem.kind == .rejectedByBash(rejection.message))
    #expect(source.text(problem.range) == rejection.place)
    #expect(bashRejects(rejection.text))
  }

  @Test func rejectsOnlyWhatBashReadsAtOnce() {
    var parser = ShellParser()
    for text in ["a `if`", "cat <<E\n$(if\nE\nb", "a ${b!c}", "a ${}"] {
      #expect(!parser.parse(SourceFile(path: "test", text: text)).problems.contains { $0.isRejection })
      #expect(!bashRejects(text))
    }
  }

  @Test func readsOnBehindRejectedText() {
    #expect(Outline.of("if a; then fi\nb") == "if a then {}; b")
    #expect(Outline.of("f() {\n a \"b\n}\nc\n") == "function f {a unparsed<\"b>}; c")
    #expect(Outline.of("f() { if a; then b; }\nc") == "function f {if a then {b}}; c")
    #expect(Outline.of("a\ndone\nb") == "a; unparsed<done>; b")
  }
}

extension SyntaxProblem {
  var isRejection: Bool {
    if case .rejectedByBash = kind { true } else { false }
  }
}
