@testable import ShellSyntax
import SourceText

/// Marks what a script's values account for, and finds text that they pass over.
struct Coverage {
  private let script: Script
  private var isCovered: [Bool]
  private(set) var violations: [String] = []

  /// Words that need no value of their own.
  private static let reservedWords: Set<String> = [
    "if", "then", "elif", "else", "fi", "while", "until", "for", "select", "in", "do", "done", "case", "esac",
    "function", "coproc", "time", "-p", "--", "!", "{", "}", "\\", "",
  ]

  init(_ script: Script) {
    self.script = script
    isCovered = Array(repeating: false, count: script.source.bytes.count)
    for comment in script.comments { mark(comment) }
    list(script.statements, in: 0..<script.source.bytes.count)
    findGaps()
  }

  private mutating func mark(_ range: SourceRange) {
    guard 0 <= range.lowerBound, range.upperBound <= isCovered.count else {
      violations.append("\(range) is out of bounds")
      return
    }
    for offset in range { isCovered[offset] = true }
  }

  private mutating func check(_ inner: SourceRange, in outer: SourceRange) {
    if inner.lowerBound < outer.lowerBound || inner.upperBound > outer.upperBound {
      violations.append("\(inner) is not in \(outer)")
    }
  }

  /// Text outside of all values must be blanks, operators and reserved words.
  private mutating func findGaps() {
    var run: [UInt8] = []
    let bytes = script.source.bytes
    for (offset, byte) in bytes.enumerated() {
      let isContinuation = byte == 0x5C && offset + 1 < bytes.count && [0x0A, 0x0D].contains(bytes[offset + 1])
      if !isCovered[offset] && !isContinuation && !" \t\r\n\0;&|()<>".utf8.contains(byte) {
        run.append(byte)
      } else if !run.isEmpty {
        finish(&run, at: offset)
      }
    }
    finish(&run, at: isCovered.count)
  }

  private mutating func finish(_ run: inout [UInt8], at offset: Int) {
    let text = String(decoding: run, as: UTF8.self)
    if !Self.reservedWords.contains(text) { violations.append("nothing accounts for '\(text)' before \(offset)") }
    run = []
  }

  private mutating func list(_ statements: [Statement], in outer: SourceRange) {
    var end = outer.lowerBound
    for statement in statements {
      if statement.range.lowerBound < end { violations.append("\(statement.range) begins before \(end)") }
      end = statement.range.upperBound
      command(statement.command, in: outer)
    }
  }

  private mutating func command(_ command: Command, in outer: SourceRange) {
    let range = command.range
    check(range, in: outer)
    switch command {
    case .simple(let simple):
      for assignment in simple.assignments {
        check(assignment.range, in: range)
        mark(assignment.range)
      }
      for word in simple.words { self.word(word, in: range) }
      for redirection in simple.redirections { self.redirection(redirection, in: range) }
    case .pipeline(let pipeline):
      for element in pipeline.elements { self.command(element, in: range) }
    case .andOrList(let list):
      self.command(list.first, in: range)
      for element in list.rest { self.command(element.command, in: range) }
    case .compound(let compound): self.compound(compound, in: range)
    case .functionDefinition(let definition):
      check(definition.nameRange, in: range)
      mark(definition.nameRange)
      compound(definition.body, in: range)
    case .coprocess(let coprocess):
      if coprocess.name != nil { mark(range.lowerBound..<coprocess.command.range.lowerBound) }
      self.command(coprocess.command, in: range)
    case .unparsed(let range): mark(range)
    }
  }

  private mutating func compound(_ compound: CompoundCommand, in outer: SourceRange) {
    let range = compound.range
    check(range, in: outer)
    for redirection in compound.redirections { self.redirection(redirection, in: range) }
    switch compound.kind {
    case .group(let statements), .subshell(let statements): list(statements, in: range)
    case .ifClause(let clause):
      for branch in clause.branches {
        check(branch.range, in: range)
        list(branch.condition, in: branch.range)
        list(branch.body, in: branch.range)
      }
      list(clause.elseBody ?? [], in: range)
    case .whileLoop(let loop):
      list(loop.condition, in: range)
      list(loop.body, in: range)
    case .forLoop(let loop):
      mark(loop.variableRange)
      for word in loop.words ?? [] { self.word(word, in: range) }
      list(loop.body, in: range)
    case .arithmeticFor(let loop):
      for expression in [loop.initial, loop.condition, loop.update] {
        if let expression { mark(expression.range) }
      }
      list(loop.body, in: range)
    case .caseClause(let clause):
      word(clause.subject, in: range)
      for item in clause.items {
        check(item.range, in: range)
        for pattern in item.patterns { word(pattern, in: item.range) }
        list(item.body, in: item.range)
      }
    case .arithmetic, .conditional: mark(range)
    }
  }

  private mutating func word(_ word: Word, in outer: SourceRange) {
    check(word.range, in: outer)
    mark(word.range)
    parts(word.parts, in: word.range)
  }

  private mutating func parts(_ parts: [WordPart], in outer: SourceRange) {
    for part in parts {
      check(part.range, in: outer)
      switch part {
      case .doubleQuoted(let inner, let range): self.parts(inner, in: range)
      case .commandSubstitution(let substitution): list(substitution.statements, in: substitution.range)
      case .processSubstitution(let substitution): list(substitution.statements, in: substitution.range)
      case .arithmetic(let expression, let range): self.parts(expression.expansions, in: range)
      case .braceList(let words, let range): for word in words { self.word(word, in: range) }
      case .literal, .singleQuoted, .parameter, .braceRange, .array, .unparsed: break
      }
    }
  }

  private mutating func redirection(_ redirection: Redirection, in outer: SourceRange) {
    check(redirection.range, in: outer)
    mark(redirection.range)
    guard let document = redirection.hereDocument else { return }
    mark(document.range)
    parts(document.parts, in: document.range)
    // The delimiter's line belongs to the here-document.
    let line = script.source.lines.range(ofLine: script.source.lines.line(at: document.range.upperBound))
    let delimiterEnd = document.range.upperBound + redirection.target.range.count + 8
    mark(document.range.upperBound..<max(document.range.upperBound, min(line.upperBound, delimiterEnd)))
  }
}
