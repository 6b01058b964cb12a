/// Reserved words and operators that end a list of commands.
struct Closers: OptionSet {
  let rawValue: UInt16

  static let then = Closers(rawValue: 1 << 0)
  static let elif = Closers(rawValue: 1 << 1)
  static let `else` = Closers(rawValue: 1 << 2)
  static let fi = Closers(rawValue: 1 << 3)
  static let `do` = Closers(rawValue: 1 << 4)
  static let done = Closers(rawValue: 1 << 5)
  static let esac = Closers(rawValue: 1 << 6)
  static let brace = Closers(rawValue: 1 << 7)
  static let parenthesis = Closers(rawValue: 1 << 8)
  /// `;;`, `;&` and `;;&`
  static let caseItem = Closers(rawValue: 1 << 9)
}

/// Reserved words that begin a command.
enum CommandOpener {
  case `if`, `while`, until, `for`, select, `case`, function, coproc, time, not, group, conditional
}

extension ShellReader {
  /// Whether an unquoted word of just this text stands at the position.
  func isAtReservedWord(_ text: StaticString) -> Bool {
    hasText(text, at: position) && endsWord(at: position + text.utf8CodeUnitCount)
  }

  /// The closer at the position, where a command could begin.
  func closerHere() -> Closers? {
    switch peek {
    case ")": .parenthesis
    case ";": hasText(";;", at: position) || hasText(";&", at: position) ? .caseItem : nil
    case "}": isAtReservedWord("}") ? .brace : nil
    case "t": isAtReservedWord("then") ? .then : nil
    case "f": isAtReservedWord("fi") ? .fi : nil
    case "d": isAtReservedWord("do") ? .do : isAtReservedWord("done") ? .done : nil
    case "e":
      isAtReservedWord("esac") ? .esac : isAtReservedWord("else") ? .else : isAtReservedWord("elif") ? .elif : nil
    default: nil
    }
  }

  /// The reserved word at the position that begins a command.
  func openerHere() -> CommandOpener? {
    switch peek {
    case "i": isAtReservedWord("if") ? .if : nil
    case "w": isAtReservedWord("while") ? .while : nil
    case "u": isAtReservedWord("until") ? .until : nil
    case "f": isAtReservedWord("for") ? .for : isAtReservedWord("function") ? .function : nil
    case "s": isAtReservedWord("select") ? .select : nil
    case "c": isAtReservedWord("case") ? .case : isAtReservedWord("coproc") ? .coproc : nil
    case "t": isAtReservedWord("time") ? .time : nil
    case "!": isAtReservedWord("!") ? .not : nil
    case "{": isAtReservedWord("{") ? .group : nil
    case "[": isAtReservedWord("[[") ? .conditional : nil
    default: nil
    }
  }
}
