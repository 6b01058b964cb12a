package import SourceText
import Synchronization

/// The extent of one command of a file, here-documents included: all that suppressions need of the syntax.
package struct CommandSpan: Sendable, Hashable {
  package let range: SourceRange
  /// Whether it holds lists of commands of its own, so that a `disable` inside ends where it ends.
  package let isBlock: Bool
  /// Whether it is a simple command that does more than assign variables.
  package let isNamed: Bool

  package init(range: SourceRange, isBlock: Bool, isNamed: Bool) {
    self.range = range
    self.isBlock = isBlock
    self.isNamed = isNamed
  }
}

/// One file as suppressions see it.
package struct CommentedFile: Sendable {
  package let source: SourceFile
  package let comments: [SourceRange]
  /// The comments among them that speak to us, with what they say.
  let readings: [(comment: SourceRange, reading: DirectiveReading)]
  private let spans: CommandSpans
  /// Every command at any depth, by its beginning, the outer before the inner.
  package var commands: [CommandSpan] { spans.value }

  /// - Parameter commands: finds the commands of the file; most files have no comment that asks for them.
  package init(source: SourceFile, comments: [SourceRange], commands: @escaping @Sendable () -> [CommandSpan]) {
    self.source = source
    // A reader that tries a place twice may meet a comment twice.
    let ends = comments.map { comment in
      // The carriage return of a line end is not part of the comment.
      let hasReturn = comment.last.map { source.bytes.indices.contains($0) && source.bytes[$0] == 0x0D } ?? false
      return (comment.lowerBound, comment.lowerBound..<comment.upperBound - (hasReturn ? 1 : 0))
    }
    let longest = Dictionary(ends) { $0.upperBound >= $1.upperBound ? $0 : $1 }
    let comments = longest.values.sorted { $0.lowerBound < $1.lowerBound }
    self.comments = comments
    readings = comments.compactMap { comment in Directive.read(comment, of: source).map { (comment, $0) } }
    spans = CommandSpans(commands)
  }

  /// The next complete command after an offset, in the same block as the offset: with all that begins on its line, as in
  /// `a; b`.
  func command(after offset: Int) -> SourceRange? {
    let commands = commands
    guard let next = commands.first(where: { $0.range.lowerBound >= offset }) else { return nil }
    let enclosing = innermost(around: offset) { _ in true }
    if let enclosing, !enclosing.contains(next.range.lowerBound) { return nil }
    let line = source.lines.range(ofLine: source.lines.line(at: next.range.lowerBound))
    let end = commands.lazy.filter { line.contains($0.range.lowerBound) && $0.range.lowerBound >= offset }
      .filter { enclosing?.contains($0.range.lowerBound) ?? true }.map(\.range.upperBound).max()
    return next.range.lowerBound..<(end ?? next.range.upperBound)
  }

  /// The innermost block around an offset; nil at the top of the file.
  func block(around offset: Int) -> SourceRange? { innermost(around: offset) { $0.isBlock } }

  private func innermost(around offset: Int, where holds: (CommandSpan) -> Bool) -> SourceRange? {
    var found: SourceRange?
    for command in commands {
      if command.range.lowerBound > offset { break }
      if command.range.contains(offset), holds(command) { found = command.range }
    }
    return found
  }

  /// Whether nothing but blanks stands before the offset on its line.
  func beginsLine(_ offset: Int) -> Bool {
    source.indentation(before: offset) != nil
  }
}

/// The commands of one file, found when they are first asked for.
private final class CommandSpans: Sendable {
  private let find: @Sendable () -> [CommandSpan]
  private let found = Mutex<[CommandSpan]?>(nil)

  init(_ find: @escaping @Sendable () -> [CommandSpan]) { self.find = find }

  var value: [CommandSpan] {
    found.withLock { known in
      let value =
        known
        ?? find().sorted { ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound) }
      known = value
      return value
    }
  }
}

extension CommentedFile {
  /// The beginning of the line above which an `ignore` covers what begins at an offset; nil where no comment can stand.
  package func lineForDirective(about offset: Int) -> Int? {
    for command in commands.reversed()
    where command.range.contains(offset) && beginsLine(command.range.lowerBound) {
      let line = source.lines.line(at: command.range.lowerBound)
      let start = source.lines.starts[line]
      // After a backslash the comment would become part of the line before.
      if line > 0, source.lineText(line - 1).hasSuffix("\\") { continue }
      if self.command(after: start)?.lowerBound == command.range.lowerBound { return start }
    }
    return nil
  }
}
