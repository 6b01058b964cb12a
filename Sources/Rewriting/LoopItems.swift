import ShellSyntax
import SourceText

/// The list of a loop, where no item can come twice and each can be part of a task's name.
enum LoopItems {
  /// Words that are known, in their order.
  case words([String])
  /// `$(seq …)`: as many numbers as it says.
  case numbers

  /// Nil where two items may be the same, or an item may not fit into a name.
  init?(of loop: ForLoop) {
    guard let words = loop.words, !words.isEmpty, !loop.isSelect else { return nil }
    let texts = words.compactMap(\.literalText)
    if texts.count == words.count {
      guard Set(texts).count == texts.count, texts.allSatisfy(Self.fitsIntoName) else { return nil }
      self = .words(texts)
      return
    }
    guard words.count == 1, words[0].parts.count == 1,
      case .commandSubstitution(let substitution) = words[0].parts[0], substitution.statements.count == 1,
      case .simple(let command) = substitution.statements[0].command, command.literalName == "seq",
      (2...3).contains(command.words.count), command.redirections.isEmpty, command.assignments.isEmpty,
      command.words.allSatisfy({ !$0.startsWithDash && $0.parts.allSatisfy(\.isEqualTwice) })
    else { return nil }
    self = .numbers
  }

  private static func fitsIntoName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0.isPartOfName || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }
}

extension WordPart {
  /// Whether a second expansion yields the same and does nothing: the loop of the waits has the list once more.
  fileprivate var isEqualTwice: Bool {
    switch self {
    case .literal, .singleQuoted: true
    case .doubleQuoted(let parts, _): parts.allSatisfy(\.isEqualTwice)
    case .parameter(let expansion): if case .value = expansion.operation { true } else { false }
    case .commandSubstitution, .processSubstitution, .arithmetic, .braceList, .braceRange, .array, .unparsed: false
    }
  }
}

extension Word {
  fileprivate var startsWithDash: Bool {
    if case .literal(let text, _)? = parts.first { text.hasPrefix("-") } else { false }
  }
}
