import ShellProgram
import ShellSyntax

/// The variables that the words of commands mention.
struct VariableNames: SyntaxVisitor {
  private(set) var names: Set<String> = []

  init(of command: SimpleCommand) { walk(command) }

  init(of statements: [Statement]) { walk(statements) }

  mutating func visit(_ command: SimpleCommand) {}
  mutating func visit(_ expansion: ParameterExpansion) { names.insert(expansion.name) }
  mutating func visit(_ expression: ArithmeticExpression) { names.formUnion(expression.reads) }

  /// Whether a text has one of the names other than after a dollar sign: then it may set it.
  func mayChange(in text: String) -> Bool {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      guard bytes[start].isPartOfName else {
        start += 1
        continue
      }
      var end = start
      while end < bytes.count, bytes[end].isPartOfName { end += 1 }
      let assigns = bytes[end...].starts(with: ":=".utf8) || bytes[end...].starts(with: "=".utf8)
      let isValue =
        !assigns && start > 0 && (bytes[start - 1] == UInt8(ascii: "$") || bytes[start - 1] == UInt8(ascii: "{"))
      if !isValue, names.contains(String(decoding: bytes[start..<end], as: UTF8.self)) { return true }
      start = end
    }
    return false
  }
}
