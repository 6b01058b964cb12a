internal import SourceText

extension ShellReader {
  /// Reads one command without the lists and pipelines around it; nil where none begins.
  mutating func readCommand() -> Command? {
    skipBlanks()
    return takeCompound() ?? readOwnCommand()
  }

  /// Reads one command without a look at the tree, which may be asked for what lies in it.
  mutating func readOwnCommand() -> Command? {
    if peek == "(" { return .compound(readParenthesized()) }
    switch openerHere() {
    case .function: return readFunctionKeyword()
    case .coproc: return readCoprocess()
    case .not, .time: return readPipeline()
    case let opener?: return .compound(readCompound(opener))
    case nil: return readSimpleCommand()
    }
  }

  /// Reads assignments, words and redirections, or a function definition that begins with its name.
  private mutating func readSimpleCommand() -> Command? {
    let start = position
    var end = position
    var assignments: [Assignment] = []
    var words: [Word] = []
    var declarations: [Assignment] = []
    var redirections: [Redirection] = []
    var declares = false
    while true {
      skipBlanks()
      if let redirection = readRedirection() {
        redirections.append(redirection)
      } else if endsWord(at: position) && !isAtProcessSubstitution {
        break
      } else if words.isEmpty, let assignment = readAssignment() {
        assignments.append(assignment)
      } else if !words.isEmpty, let assignment = readArgumentAssignment(declares: declares) {
        words.append(word(for: assignment))
        if declares { declarations.append(assignment) }
      } else {
        let word = readWord(.command)
        if word.range.isEmpty { break }
        if words.isEmpty {
          if assignments.isEmpty && redirections.isEmpty, let definition = readFunctionBody(named: word) {
            return definition
          }
          declares = isDeclarationBuiltin(word)
        }
        words.append(word)
      }
      end = position
    }
    if end == start { return nil }
    return .simple(
      SimpleCommand(
        assignments: assignments, words: words, declarations: declarations, redirections: redirections,
        range: start..<end))
  }

  var isAtProcessSubstitution: Bool {
    (peek == "<" || peek == ">") && byte(at: position + 1) == "("
  }

  private func isDeclarationBuiltin(_ word: Word) -> Bool {
    switch peekedName(word) {
    case "declare", "typeset", "local", "export", "readonly": true
    default: false
    }
  }

  private func peekedName(_ word: Word) -> String? {
    guard word.parts.count == 1, case .literal(let text, _) = word.parts[0] else { return nil }
    return text
  }
}

// MARK: - Assignments

extension ShellReader {
  /// An assignment's left side: where its parts lie.
  struct AssignmentTarget {
    let nameEnd: Int
    /// Between the brackets.
    let subscriptRange: SourceRange?
    let isAppending: Bool
    let valueStart: Int
  }

  /// How far the end of a subscript is looked for.
  static let longestSubscript = 256

  /// Looks for `NAME=`, `NAME+=` or `NAME[…]=` at the position.
  func assignmentTargetHere(allowsSubscript: Bool = true) -> AssignmentTarget? {
    guard peek.isNameStart else { return nil }
    var offset = position + 1
    while byte(at: offset).isNameByte { offset += 1 }
    let nameEnd = offset
    var subscriptRange: SourceRange?
    if allowsSubscript && byte(at: offset) == "[" {
      let bound = min(limit, offset + Self.longestSubscript)
      guard let end = Skimmer(bytes: bytes, limit: bound).closing(.bracket, from: offset + 1) else { return nil }
      subscriptRange = offset + 1..<end
      offset = end + 1
    }
    let isAppending = byte(at: offset) == "+"
    if isAppending { offset += 1 }
    guard byte(at: offset) == "=" else { return nil }
    return AssignmentTarget(
      nameEnd: nameEnd, subscriptRange: subscriptRange, isAppending: isAppending, valueStart: offset + 1)
  }

  /// Reads an assignment if one begins here.
  mutating func readAssignment() -> Assignment? {
    guard let target = assignmentTargetHere() else { return nil }
    let start = position
    let nameRange = start..<target.nameEnd
    let subscriptWord = target.subscriptRange.map { readSubscript($0) }
    position = target.valueStart
    let value: Assignment.Value = peek == "(" ? .array(readArray()) : .word(readWord(.assignment))
    return Assignment(
      name: text(nameRange), nameRange: nameRange, subscriptWord: subscriptWord, isAppending: target.isAppending,
      value: value, range: start..<position)
  }

  /// Reads `NAME=VALUE` among arguments: of declaration builtins always, of others only with an array after it.
  private mutating func readArgumentAssignment(declares: Bool) -> Assignment? {
    guard let target = assignmentTargetHere(allowsSubscript: declares) else { return nil }
    return declares || byte(at: target.valueStart) == "(" ? readAssignment() : nil
  }

  /// The word that an assignment among the arguments is.
  private func word(for assignment: Assignment) -> Word {
    let range = assignment.range
    switch assignment.value {
    case .word(let value):
      let prefix = range.lowerBound..<value.range.lowerBound
      return Word(parts: [.literal(text(prefix), prefix)] + value.parts, range: range)
    case .array(let elements):
      var start = assignment.subscriptWord?.range.upperBound ?? assignment.nameRange.upperBound
      while byte(at: start) != "(" { start += 1 }
      let prefix = range.lowerBound..<start
      return Word(
        parts: [.literal(text(prefix), prefix), .array(elements, start..<range.upperBound)], range: range)
    }
  }

  /// Reads `( … )` after `=`.
  private mutating func readArray() -> [ArrayElement] {
    let open = position..<position + 1
    position += 1
    var elements: [ArrayElement] = []
    while true {
      skipNewlines()
      if isAtEnd {
        rejectUnclosed(")", at: open)
        return elements
      }
      if take(")") { return elements }
      if peek == "[", let element = readKeyedElement() {
        elements.append(element)
        continue
      }
      let word = readWord(.command)
      if word.range.isEmpty {
        rejectToken()
        position = tokenEnd()
      } else {
        elements.append(ArrayElement(subscriptWord: nil, value: word))
      }
    }
  }

  private mutating func readKeyedElement() -> ArrayElement? {
    let bound = min(limit, position + Self.longestSubscript)
    let skimmer = Skimmer(bytes: bytes, limit: bound)
    guard let end = skimmer.closing(.bracket, from: position + 1) else { return nil }
    let isAppending = byte(at: end + 1) == "+"
    let sign = isAppending ? end + 2 : end + 1
    guard byte(at: sign) == "=" else { return nil }
    let key = readSubscript(position + 1..<end)
    position = sign + 1
    return ArrayElement(subscriptWord: key, value: readWord(.assignment))
  }

  /// Reads the word between the brackets of a subscript; leaves the position behind the closing one.
  mutating func readSubscript(_ range: SourceRange) -> Word {
    let word = readText(range) { $0.readEnclosedWord(until: .end, inDoubleQuotes: false) }
    position = range.upperBound + 1
    return word
  }

  /// Reads a part of the text as if it ended there.
  mutating func readText<Result>(_ range: SourceRange, _ read: (inout ShellReader) -> Result) -> Result {
    let outer = limit
    position = range.lowerBound
    limit = range.upperBound
    defer { limit = outer }
    return read(&self)
  }
}
