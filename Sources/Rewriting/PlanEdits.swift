package import ShellProgram
import ShellSyntax
package import SourceText

/// The edits that carry a plan out, by file.
package struct PlanEdits: Sendable {
  package private(set) var edits: [FileIndex: EditSet] = [:]
  private let index: ProgramIndex
  /// What is inserted at each place.
  private var texts: [Line: String] = [:]
  /// The places at which functions are divided.
  private var divided: Set<Line> = []
  /// Lines that go elsewhere, by their beginning.
  private var removed: [Line: Range<Int>] = [:]

  package init(_ plan: Plan, _ traces: ProgramTraces, runtimePath: String) throws(EditConflict) {
    index = traces.index
    guard !plan.isEmpty else { return }
    // At one place: what the script needs first, then waits, then a start. A tree that has tasks has what they need.
    let bookkeeping = plan.tasks.isEmpty ? nil : Bookkeeping(plan, traces, runtimePath: runtimePath)
    for entry in bookkeeping?.insertions ?? [] { note(entry.text, at: entry.offset, entry.file) }
    for task in plan.tasks { if let split = task.split { noteStart(of: split, task) } }
    let later = plan.laterWaits.map { (name: $0.name, wait: $0.wait) }
    noteWaits(later + plan.tasks.flatMap { task in task.waits.map { (name: task.name, wait: $0) } })
    for entry in bookkeeping?.closing ?? [] { note(entry.text, at: entry.offset, entry.file) }
    // Those that are needed first start first.
    let ahead = plan.tasks.compactMap { task in task.prefetch.map { (prefetch: $0, task: task) } }
    for (prefetch, task) in ahead.sorted(by: { $0.prefetch.need < $1.prefetch.need }) {
      note(start(of: prefetch, task), at: prefetch.offset, prefetch.file)
    }
    for task in plan.tasks where task.prefetch == nil {
      if let fanOut = task.fanOut {
        noteFanOut(fanOut, of: task)
      } else if let split = task.split {
        noteCall(of: split, task)
        noteParts(split)
      } else if let move = task.move {
        note(moved(task, move), at: move.offset, task.start.file)
        removed[Line(file: task.start.file, offset: move.lines.lowerBound)] = move.lines
        note("", at: move.lines.lowerBound, task.start.file)
      } else {
        note(Self.start(of: task), at: task.start.range.lowerBound, task.start.file)
      }
    }
    let removal = WaitRemoval(plan.laterWaits, index.source.scripts.map(\.source))
    for entry in removal.lines {
      removed[Line(file: entry.file, offset: entry.range.lowerBound)] = entry.range
      note("", at: entry.range.lowerBound, entry.file)
    }
    for (line, text) in texts { try insert(text, at: line.offset, line.file) }
    for entry in removal.words { try edits[entry.file, default: EditSet()].insert(entry.edit) }
  }

  private static func start(of task: PlannedTask) -> String {
    let options = task.carried.map { "--carry \($0) " }.joined()
    return task.name == task.callee ? "async_runfunc \(options)" : "async_run \(options)\(task.name) "
  }

  /// The lines that fetch something ahead.
  private func start(of prefetch: PlannedPrefetch, _ task: PlannedTask) -> String {
    let lead = prefetch.indentation
    let comment = "\(lead)# Fetched ahead of \(prefetch.needer), which finds it there\n"
    let start = "async_run \(task.name) \(prefetch.command)\n"
    if prefetch.conditions.isEmpty { return "\(comment)\(lead)\(start)\n" }
    let conditions = prefetch.conditions.joined(separator: " && ")
    return "\(comment)\(lead)if \(conditions); then\n\(lead)    \(start)\(lead)fi\n\n"
  }

  /// The lines of a call that starts elsewhere.
  private func moved(_ task: PlannedTask, _ move: PlannedMove) -> String {
    let source = index.source.scripts[task.start.file.value].source
    let call = task.start.range.lowerBound
    let rest = source.text(call..<move.lines.upperBound)
    let lines = rest.split(separator: "\n", omittingEmptySubsequences: false)
    // An empty line that goes with it does not come along.
    let kept = lines.count > 2 && lines.suffix(2).allSatisfy(\.isEmpty) ? rest.dropLast() : rest[...]
    return source.text(move.lines.lowerBound..<call) + Self.start(of: task) + kept
  }

  /// Below the call, the start of the part that runs in the background.
  private mutating func noteStart(of split: PlannedSplit, _ task: PlannedTask) {
    note(
      "\(split.indentation)\(Self.start(of: task))\(split.rest)\(split.arguments)\n", at: split.startOffset,
      task.start.file)
  }

  /// Has the call run the other part only.
  private mutating func noteCall(of split: PlannedSplit, _ task: PlannedTask) {
    guard let first = split.first else { return }
    note(first, at: split.call.lowerBound, task.start.file)
    removed[Line(file: task.start.file, offset: split.call.lowerBound)] = split.call
  }

  /// Divides a function; once, however many calls of it are split.
  private mutating func noteParts(_ split: PlannedSplit) {
    let line = Line(file: split.file, offset: split.lines.lowerBound)
    guard divided.insert(line).inserted else { return }
    if let first = split.first {
      func call(_ name: String, _ usesArguments: Bool) -> String { "    \(name)\(usesArguments ? " \"$@\"" : "")\n" }
      note(
        call(first, split.firstUsesArguments) + call(split.rest, split.restUsesArguments)
          + "}\n\n# The first steps of \(split.function)\nfunction \(first) {\n", at: split.begin, split.file)
    }
    removed[line] = split.lines
    note(
      "}\n\n# The rest of \(split.function), which can run in the background\nfunction \(split.rest) {\n",
      at: split.lines.lowerBound, split.file)
  }

  /// Starts each round where it runs, and awaits all of them below the loop.
  private mutating func noteFanOut(_ fanOut: PlannedFanOut, of task: PlannedTask) {
    let file = task.start.file
    if let function = fanOut.function {
      let source = index.source.scripts[file.value].source
      let text = source.text(function.lines)
      let lead = source.indentation(before: task.start.range.lowerBound) ?? ""
      note(
        "# \(function.comment)\nfunction \(function.name) {\n    local \(fanOut.variable)=$1\n\n"
          + Self.indented(text, from: lead) + "}\n\n", at: function.offset, file)
      removed[Line(file: file, offset: function.lines.lowerBound)] = function.lines
      note(
        "\(lead)\(Self.start(of: task))\(function.name) $\(fanOut.variable)\n", at: function.lines.lowerBound, file)
    } else {
      note(Self.start(of: task), at: task.start.range.lowerBound, file)
    }
    let indentation = fanOut.indentation
    note(
      "\(indentation)for \(fanOut.variable) in \(fanOut.words); do\n\(indentation)    async_wait \(task.name)\n"
        + "\(indentation)done\n", at: fanOut.waitOffset, file)
  }

  /// Lines with four blanks in the place of an indentation that all of them have.
  private static func indented(_ text: String, from lead: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      line.hasPrefix(lead) ? (line.allSatisfy(\.isWhitespace) ? "" : "    " + line.dropFirst(lead.count)) : String(line)
    }.joined(separator: "\n")
  }

  private mutating func note(_ text: String, at offset: Int, _ file: FileIndex) {
    texts[Line(file: file, offset: offset), default: ""] += text
  }

  private mutating func insert(_ text: String, at offset: Int, _ file: FileIndex) throws(EditConflict) {
    var set = edits[file] ?? EditSet()
    let source = index.source.scripts[file.value].source
    let isCRLF = source.bytes.prefix(4096).contains(0x0D)
    let ended = isCRLF ? text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") : text
    let range = removed[Line(file: file, offset: offset)] ?? offset..<offset
    try set.insert(SourceEdit(range: range, text: ended))
    edits[file] = set
  }

  // MARK: Waits

  private struct Line: Hashable {
    let file: FileIndex
    let offset: Int
  }

  /// Waits for one place stand in one command, in the order of the starts.
  private mutating func noteWaits(_ waits: [(name: String, wait: PlannedWait)]) {
    var names: [Line: [String]] = [:]
    var order: [(line: Line, indentation: String)] = []
    for (name, wait) in waits {
      let line = Line(file: wait.file, offset: wait.offset)
      if names[line] == nil { order.append((line, wait.indentation)) }
      if names[line]?.contains(name) != true { names[line, default: []].append(name) }
    }
    for (line, indentation) in order {
      let source = index.source.scripts[line.file.value].source
      let text =
        Self.commands(waitingFor: names[line] ?? [], indentation).joined()
        + (isParagraph(line, source) ? "\n" : "")
      note(text, at: line.offset, line.file)
    }
  }

  /// Whether what follows stands apart from what is before it: below a comment of its own, or below an empty line.
  private func isParagraph(_ line: Line, _ source: SourceFile) -> Bool {
    let number = source.lines.line(at: line.offset)
    guard number < source.lines.starts.count, line.offset < source.bytes.count else { return false }
    func isBlank(_ line: Int) -> Bool { source.lineText(line).allSatisfy(\.isWhitespace) }
    if source.isComment(number) { return true }
    return number > 0 && isBlank(number - 1) && !isBlank(number)
  }

  /// `async_wait NAME…`, several where a line would be too long.
  private static func commands(waitingFor names: [String], _ indentation: String) -> [String] {
    var lines: [String] = []
    var current = ""
    for name in names {
      if !current.isEmpty, current.count + name.count + 1 > 79 {
        lines.append(current + "\n")
        current = ""
      }
      current += current.isEmpty ? "\(indentation)async_wait \(name)" : " \(name)"
    }
    return lines + [current + "\n"]
  }
}
