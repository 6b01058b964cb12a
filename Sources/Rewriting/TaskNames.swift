import ShellSyntax
import SourceText

/// Finds names for tasks: the function's own, as devstack has it, or with what tells one call from another.
struct TaskNames {
  private var taken: Set<String>
  private let isFunction: (String) -> Bool

  init(taken: Set<String>, isFunction: @escaping (String) -> Bool) {
    self.taken = taken
    self.isFunction = isFunction
  }

  /// The name of a task; `isOwn` where it is what it calls.
  mutating func name(for candidate: Candidate, among candidates: [Candidate], in source: SourceFile) -> String {
    let siblings = candidates.filter { $0.callee == candidate.callee && $0.place != candidate.place }
    if siblings.isEmpty, isFunction(candidate.callee), taken.insert(candidate.callee).inserted {
      return candidate.callee
    }
    let arguments = Self.arguments(of: candidate.command, source)
    // Arguments that all calls have in common tell nothing.
    let telling = arguments.enumerated().filter { position, argument in
      siblings.contains { sibling in
        let others = Self.arguments(of: sibling.command, source)
        return others.count <= position || others[position] != argument
      }
    }.map(\.element).filter { !$0.isEmpty }
    let first = siblings.isEmpty ? Array(arguments.prefix(2)) : telling
    let base = ([Self.slug(candidate.callee, limit: 40)] + first.prefix(3)).joined(separator: "-")
    var name = base
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(base)-\(number)"
      number += 1
    }
    return name
  }

  /// What stands for the operands of a command in a name; options tell little.
  private static func arguments(of command: SimpleCommand, _ source: SourceFile) -> [String] {
    command.words.dropFirst().map { source.text($0.range) }.filter { !$0.hasPrefix("-") }.map { slug($0) }
      .filter { !$0.isEmpty }
  }

  /// What of an argument can stand in a name.
  private static func slug(_ text: String, limit: Int = 20) -> String {
    let last = text.split(separator: "/").last.map(String.init) ?? text
    let kept = last.map { $0.isLetter && $0.isASCII || $0.isNumber || $0 == "_" ? $0 : "-" }
    return String(String(kept).split(separator: "-").joined(separator: "-").prefix(limit))
  }
}
