/// Which options a command takes, so far as telling options, their values and operands apart needs it.
///
/// Written as words: a first word of the characters `+` (operands end the options), `~` (in a part: they do not), `=`
/// (leading assignments are no operands) and `-` (a word with one dash is one option, not a cluster of letters), then options: `-n`, `-f,--file:` (takes
/// a value), `-i,--in-place?` (takes a value only where it is attached), `--*:` (all other long options take a value).
struct OptionSyntax: Sendable, Equatable {
  enum Value: Sendable, Equatable { case none, required, attached }

  struct Option: Sendable, Equatable {
    /// The first spelling, under which references name the option.
    let name: String
    let value: Value
  }

  var options: [String: Option] = [:]
  var endsAtOperand = false
  /// Whether operands do not end the options, whatever the part around it says.
  var goesOnAfterOperands = false
  var skipsAssignments = false
  var hasWordsWithOneDash = false
  var otherLongValue = Value.none

  init() {}

  /// nil where a word of the text is no option.
  init?(_ text: String) {
    for (index, word) in text.split(separator: " ").enumerated() {
      if index == 0, word.allSatisfy({ "+~=-".contains($0) }) {
        endsAtOperand = word.contains("+")
        goesOnAfterOperands = word.contains("~")
        skipsAssignments = word.contains("=")
        hasWordsWithOneDash = word.contains("-")
        continue
      }
      guard add(word) else { return nil }
    }
  }

  private mutating func add(_ word: Substring) -> Bool {
    let value: Value = word.hasSuffix(":") ? .required : word.hasSuffix("?") ? .attached : .none
    let spellings = (value == .none ? word : word.dropLast()).split(separator: ",")
    if spellings == ["--*"] {
      otherLongValue = value
      return true
    }
    guard let name = spellings.first, spellings.allSatisfy({ $0.hasPrefix("-") && $0.utf8.count > 1 }) else {
      return false
    }
    for spelling in spellings { options[String(spelling)] = Option(name: String(name), value: value) }
    return true
  }

  /// Both together; `other` decides where they differ.
  func merging(_ other: OptionSyntax) -> OptionSyntax {
    var result = self
    result.options.merge(other.options) { $1 }
    result.endsAtOperand = (endsAtOperand || other.endsAtOperand) && !other.goesOnAfterOperands
    result.skipsAssignments = skipsAssignments || other.skipsAssignments
    result.hasWordsWithOneDash = hasWordsWithOneDash || other.hasWordsWithOneDash
    if other.otherLongValue != .none { result.otherLongValue = other.otherLongValue }
    return result
  }
}
