import SourceText

/// A word of a command, or the end of one, with what is known of its text.
struct Argument: Sendable {
  /// Which word of the command it is.
  let index: Int
  /// How many bytes of the word's beginning do not belong to it.
  let dropped: Int
  /// How many bytes of the word's end do not belong to it.
  var droppedEnd = 0
  /// Its text, where all of it is known.
  let text: String?
  let prefix: String
  let suffix: String

  init(index: Int, text: String?, prefix: String, suffix: String) {
    self.index = index
    self.dropped = 0
    self.text = text
    self.prefix = prefix
    self.suffix = suffix
  }

  /// Whether it is known to be a path and not a name: it has a slash, and is no URL, or is a directory's dot.
  var isPath: Bool {
    guard !prefix.contains("://") else { return false }
    return prefix.contains("/") || suffix.contains("/") || prefix == "." || prefix == ".." || prefix.hasPrefix(".[")
  }

  /// The rest after bytes that are known.
  func dropping(_ count: Int) -> Argument {
    Argument(
      index: index, dropped: dropped + count, text: text.map { String($0.utf8.dropFirst(count)) ?? "" },
      prefix: String(prefix.utf8.dropFirst(count)) ?? "", suffix: suffix)
  }

  private init(index: Int, dropped: Int, text: String?, prefix: String, suffix: String) {
    self.index = index
    self.dropped = dropped
    self.text = text
    self.prefix = prefix
    self.suffix = text ?? suffix
  }

  /// The text before the first colon that is known; itself where there is none.
  var beforeColon: Argument {
    let known = text ?? suffix
    guard let colon = known.utf8.firstIndex(of: UInt8(ascii: ":")) else { return self }
    let kept = String(known[..<colon])
    var result = Argument(
      index: index, dropped: dropped, text: text == nil ? nil : kept, prefix: text == nil ? prefix : kept, suffix: kept)
    result.droppedEnd = droppedEnd + known.utf8.distance(from: colon, to: known.utf8.endIndex)
    return result
  }

  /// What follows the last slash, where that is known.
  var baseName: String? {
    guard let text else {
      guard let slash = suffix.lastIndex(of: "/") else { return nil }
      let base = suffix[suffix.index(after: slash)...]
      return base.isEmpty ? nil : String(base)
    }
    return text.split(separator: "/").last.map(String.init)
  }
}

/// A command's words, sorted into options and operands.
struct Invocation: Sendable {
  struct GivenOption: Sendable {
    let name: String
    let value: Argument?
  }

  private(set) var operands: [Argument] = []
  private(set) var options: [GivenOption] = []
  /// Whether a word begins with a dash and then something unknown: it may be any option.
  private(set) var hasUnknownOption = false

  /// Sorts the words after the command's name.
  init(_ arguments: [Argument], syntax: OptionSyntax) {
    var position = 0
    var acceptsOptions = true
    while position < arguments.count {
      let argument = arguments[position]
      position += 1
      guard acceptsOptions, argument.prefix.utf8.first == UInt8(ascii: "-"), argument.text != "-" else {
        if operands.isEmpty, syntax.skipsAssignments, argument.isAssignment { continue }
        operands.append(argument)
        if syntax.endsAtOperand { acceptsOptions = false }
        continue
      }
      if argument.text == "--" {
        acceptsOptions = false
        continue
      }
      let next = position < arguments.count ? arguments[position] : nil
      if take(argument, next: next, syntax: syntax) { position += 1 }
    }
  }

  /// Takes a word that begins with a dash; tells whether the next word is its value.
  private mutating func take(_ word: Argument, next: Argument?, syntax: OptionSyntax) -> Bool {
    if word.prefix.hasPrefix("--") || syntax.hasWordsWithOneDash { return takeWhole(word, next: next, syntax: syntax) }
    let letters = Array(word.prefix.utf8.dropFirst())
    if letters.isEmpty { hasUnknownOption = true }
    for (position, letter) in letters.enumerated() {
      let spelling = "-" + String(UnicodeScalar(letter))
      let option = syntax.options[spelling]
      let isLast = position == letters.count - 1 && word.text != nil
      switch option?.value ?? .none {
      case .none:
        add(option?.name ?? spelling, nil)
      case .required where isLast:
        add(option?.name ?? spelling, next)
        return next != nil
      case .required, .attached:
        add(option?.name ?? spelling, isLast ? nil : word.dropping(position + 2))
        return false
      }
    }
    return false
  }

  /// Takes a long option, `--name`, `--name=value` or `--name value`.
  private mutating func takeWhole(_ word: Argument, next: Argument?, syntax: OptionSyntax) -> Bool {
    if let equals = word.prefix.utf8.firstIndex(of: UInt8(ascii: "=")) {
      let spelling = String(word.prefix[..<equals])
      add(syntax.options[spelling]?.name ?? spelling, word.dropping(spelling.utf8.count + 1))
      return false
    }
    guard let spelling = word.text else {
      hasUnknownOption = true
      return false
    }
    let option = syntax.options[spelling]
    let value = option?.value ?? (spelling.hasPrefix("--") ? syntax.otherLongValue : .none)
    add(option?.name ?? spelling, value == .required ? next : nil)
    return value == .required && next != nil
  }

  private mutating func add(_ name: String, _ value: Argument?) {
    options.append(GivenOption(name: name, value: value))
  }

  func has(_ option: String) -> Bool { options.contains { $0.name == option } }
}

extension Argument {
  /// Whether it reads `NAME=…`.
  fileprivate var isAssignment: Bool {
    guard let equals = prefix.utf8.firstIndex(of: UInt8(ascii: "=")), equals != prefix.startIndex else { return false }
    return prefix.utf8[..<equals].allSatisfy(\.isPartOfName)
  }
}
