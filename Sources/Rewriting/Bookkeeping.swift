import ShellProgram
import ShellSyntax
import SourceText

/// What a script needs around its tasks: the runtime library, an empty state, and someone who collects what is left.
struct Bookkeeping {
  struct Insertion {
    let file: FileIndex
    let offset: Int
    let text: String
  }

  /// What comes before all tasks.
  private(set) var insertions: [Insertion] = []
  /// What comes after all waits.
  private(set) var closing: [Insertion] = []
  private let traces: ProgramTraces

  init(_ plan: Plan, _ traces: ProgramTraces, runtimePath: String) {
    self.traces = traces
    guard let main = traces.traces.first else { return }
    let isInitialized = main.events.contains { if case .initialize = $0.kind { true } else { false } }
    let isCleanedUp = main.events.contains { if case .cleanUp = $0.kind { true } else { false } }
    if !defines("async_run") { source(runtimePath, main) }
    let statements = traces.index.source.scripts[main.entry.file.value].statements
    if !isInitialized, let first = firstStatement(of: plan, main, statements) {
      let lines = ["# Create and/or clean the async state directory", "async_init"]
      insertions.append(insertion(before: first, main.entry.file, lines))
    }
    if !isCleanedUp { collect(main, statements) }
  }

  private func defines(_ name: String) -> Bool { traces.index.functionsByName[name] != nil }

  private func file(_ file: FileIndex) -> SourceFile { traces.index.source.scripts[file.value].source }

  /// Puts lines before a statement of the script's own list, and before the comments that belong to it.
  private func insertion(before statement: Statement, _ file: FileIndex, _ lines: [String]) -> Insertion {
    let source = self.file(file)
    // The first line of a script names its shell.
    let line = source.firstLine(
      ofCommentsAbove: source.lines.line(at: statement.range.lowerBound), notAbove: 1)
    let text = lines.map { $0 + "\n" }.joined() + "\n"
    return Insertion(file: file, offset: source.lines.starts[line], text: text)
  }

  // MARK: The library

  /// Sources the library beside those that are sourced already: where another file of its folder is, else where the
  /// script sources its functions.
  private mutating func source(_ path: String, _ main: ProgramTrace) {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let files = main.frames.filter { $0.kind == .program || $0.kind == .sourcedFile }.map(\.file)
    for file in files where !folder.isEmpty {
      guard let sibling = sourcing(in: file, where: { $0.contains("/\(folder)/") }) else { continue }
      let directory = sibling.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      return insert(directory.joined(separator: "/") + "/" + name, beside: sibling, file)
    }
    // Where a file of the tree is sourced by a path that ends with its own, what is before that leads to the tree.
    let paths = traces.index.source.scripts.map(\.source.path)
    if let first = sourcing(in: main.entry.file, last: false, where: { Self.suffix(of: $0, among: paths) != nil }),
      let suffix = Self.suffix(of: first.path, among: paths)
    {
      return insert(Self.unquoted(first.path).dropLast(suffix.count) + path, beside: first, main.entry.file)
    }
    // Else before all that might change the directory.
    guard let first = traces.index.source.scripts[main.entry.file.value].statements.first else { return }
    insertions.append(
      insertion(before: first, main.entry.file, ["source \"$(dirname \"${BASH_SOURCE[0]}\")/\(path)\""]))
  }

  private static func unquoted(_ path: String) -> Substring { path.hasSuffix("\"") ? path.dropLast() : path[...] }

  private static func suffix(of path: String, among paths: [String]) -> String? {
    paths.filter { unquoted(path).hasSuffix("/" + $0) }.max { $0.count < $1.count }
  }

  private struct Sourcing {
    let command: SimpleCommand
    /// The path as it is written.
    let path: String
  }

  /// The last command outside functions, or the first, that sources a file of such a path.
  private func sourcing(in file: FileIndex, last: Bool = true, where isWanted: (String) -> Bool) -> Sourcing? {
    let source = self.file(file)
    let all = traces.index.source.scripts[file.value].statements.compactMap { statement -> Sourcing? in
      guard case .simple(let command) = statement.command, ["source", "."].contains(command.literalName ?? ""),
        command.words.count == 2
      else { return nil }
      let path = source.text(command.words[1].range)
      return isWanted(path) ? Sourcing(command: command, path: path) : nil
    }
    return last ? all.last : all.first
  }

  private mutating func insert(_ path: String, beside sourcing: Sourcing, _ file: FileIndex) {
    let source = self.file(file)
    let quote = sourcing.path.hasSuffix("\"") ? "\"" : ""
    let line = source.lines.line(at: sourcing.command.range.upperBound - 1)
    insertions.append(
      Insertion(
        file: file, offset: source.lines.range(ofLine: line).upperBound,
        text: "\(sourcing.command.literalName ?? "source") \(path)\(quote)\n"))
  }

  // MARK: The script

  /// The statement of the script under which the first task starts.
  private func firstStatement(of plan: Plan, _ main: ProgramTrace, _ statements: [Statement]) -> Statement? {
    let starts = Set(plan.tasks.map(\.startPlace))
    for event in main.events
    where starts.contains(where: { $0.file == event.place.file && $0.range.contains(event.place.range.lowerBound) })
      || isCalled(from: starts, event, main)
    {
      if let offset = topOffset(of: event, main), let found = statements.first(where: { $0.range.contains(offset) }) {
        return found
      }
    }
    return nil
  }

  private func isCalled(from starts: Set<Place>, _ event: TraceEvent, _ main: ProgramTrace) -> Bool {
    var frame: Int? = event.frame
    while let current = frame {
      if let place = main.frames[current].callPlace, starts.contains(place) { return true }
      frame = main.frames[current].parent
    }
    return false
  }

  private func topOffset(of event: TraceEvent, _ main: ProgramTrace) -> Int? {
    if event.frame == 0 { return event.place.range.lowerBound }
    var frame = event.frame
    while let parent = main.frames[frame].parent {
      if parent == 0 { return main.frames[frame].callPlace?.range.lowerBound }
      frame = parent
    }
    return nil
  }

  /// Collects what is left before the times are printed, or at the end of the script.
  private mutating func collect(_ main: ProgramTrace, _ statements: [Statement]) {
    let file = main.entry.file
    let lines = ["# Make sure we didn't leak any background tasks", "async_cleanup"]
    let totals = statements.last {
      if case .simple(let command) = $0.command { command.literalName == "time_totals" } else { false }
    }
    if let totals {
      closing.append(insertion(before: totals, file, lines))
      let source = self.file(file)
      let line = source.lines.line(at: totals.range.upperBound - 1)
      closing.append(
        Insertion(file: file, offset: source.lines.range(ofLine: line).upperBound, text: "async_print_timing\n"))
      return
    }
    guard let last = statements.last else { return }
    if case .simple(let command) = last.command, ["exit", "exec", "return"].contains(command.literalName ?? "") {
      closing.append(insertion(before: last, file, lines))
      return
    }
    let source = self.file(file)
    let lead = source.bytes.last == 0x0A ? "\n" : "\n\n"
    closing.append(
      Insertion(file: file, offset: source.bytes.count, text: lead + lines.joined(separator: "\n") + "\n"))
  }
}
