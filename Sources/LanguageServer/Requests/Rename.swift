internal import Findings
internal import JSON
internal import ShellProgram
internal import ShellSyntax
internal import SourceText

/// `textDocument/prepareRename`: the name of a task, where it can be renamed; the reason where it cannot.
@Sendable func prepareRename(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let (target, offset) = try snapshot.targetAndOffset(params) else { return .null }
  let mentions = TaskMentions(target.program)
  let here = mentions.at(offset, in: target.script.source.path)
  guard let first = here.first else { return .null }
  let renaming = try TaskRenaming(of: here, mentions, target.program)
  let range = renaming.wordToShow(for: first, at: offset, in: target.script)
  return .members([
    ("range", target.text.positions(of: range, snapshot.encoding).json), ("placeholder", .string(renaming.name)),
  ])
}

/// `textDocument/rename`: another name for a task, in every start and wait of the program.
@Sendable func rename(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let (target, offset) = try snapshot.targetAndOffset(params) else { return .null }
  guard let newName = params["newName"]?.string else { throw .invalidParams("no new name is given") }
  let mentions = TaskMentions(target.program)
  let here = mentions.at(offset, in: target.script.source.path)
  if here.isEmpty { throw .failed("here stands no name of a task") }
  let renaming = try TaskRenaming(of: here, mentions, target.program)
  return snapshot.workspaceEdit(try renaming.edits(to: newName), in: target.program)
}

/// Replaces a task's name wherever it is stated; refuses where that would not be all, or too much.
struct TaskRenaming {
  let name: String
  private let places: [TaskMention]
  private let mentions: TaskMentions
  private let program: AnalysedProgram

  init(of here: [TaskMention], _ mentions: TaskMentions, _ program: AnalysedProgram) throws(RequestError) {
    guard let first = here.first, Set(here.map(\.title)).count == 1 else {
      let names = here.prefix(4).map(\.title).joined(separator: ", ")
      throw .failed("this text makes several names (\(names)) and cannot be renamed as one")
    }
    guard let name = first.text else {
      throw .failed("the name '\(first.title)' is put together when the script runs and cannot be renamed")
    }
    self.name = name
    self.mentions = mentions
    self.program = program
    places = mentions.all.filter { $0.text == name }
    for other in mentions.all where other.text == nil && mentions.mayConcernOneTask(first, other) {
      throw .failed(
        "\(Self.describe(other, program)) \(other.kind == .start ? "starts" : "awaits") '\(other.title)', which may be this task"
      )
    }
  }

  private static func describe(_ mention: TaskMention, _ program: AnalysedProgram) -> String {
    guard let source = program.source(of: mention.place.path) else { return mention.place.path }
    return "\(mention.place.path), line \(source.lines.line(at: mention.place.range.lowerBound) + 1),"
  }

  /// What the editor marks while a new name is typed.
  func wordToShow(for mention: TaskMention, at offset: Int, in script: Script) -> SourceRange {
    let word = CommandSearch(offset, in: script).word
    return word?.literalText == name ? word?.range ?? mention.place.range : mention.place.range
  }

  // MARK: Edits

  func edits(to newName: String) throws(RequestError) -> [(path: String, edit: SourceEdit)] {
    guard !newName.isEmpty, newName.utf8.allSatisfy(Self.isPlain), !newName.hasPrefix("-") else {
      throw .failed("'\(newName)' is no name of a task: letters, digits and any of _ . : @ % + - may stand in one")
    }
    if newName == name { return [] }
    if let other = mentions.all.first(where: { $0.text == newName }) {
      throw .failed("a task '\(newName)' is there already: \(Self.describe(other, program))")
    }
    var edits: [(path: String, edit: SourceEdit)] = []
    for mention in places {
      let edit = try self.edit(for: mention, newName)
      if !edits.contains(where: { $0.path == mention.place.path && $0.edit == edit }) {
        edits.append((mention.place.path, edit))
      }
    }
    return edits
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte.isPartOfName || ".:@%+-".utf8.contains(byte)
  }

  private func edit(for mention: TaskMention, _ newName: String) throws(RequestError) -> SourceEdit {
    guard let script = program.held.scripts.first(where: { $0.source.path == mention.place.path }),
      let command = CommandSearch(mention.place.range.lowerBound, in: script).command
    else { throw cannot(mention, "is in text that only becomes code when the script runs") }
    if mention.editableWord == nil { return try editPassedName(mention, command, newName) }
    guard let word = command.words.first(where: { $0.range.contains(mention.place.range.lowerBound) }) else {
      throw cannot(mention, "is not stated as a word")
    }
    if word.literalText == name {
      if let edit = editOfFunctionStart(mention, command, newName, script) { return edit }
      return SourceEdit(range: mention.place.range, text: newName)
    }
    return try editAlternative(mention, word, newName, script)
  }

  /// `async_runfunc f` names the task after the function: with another name it is `async_run NAME f`.
  private func editOfFunctionStart(
    _ mention: TaskMention, _ command: SimpleCommand, _ newName: String, _ script: Script
  ) -> SourceEdit? {
    let roles = mentions.facts?.traces.index.models.roles ?? [:]
    guard mention.kind == .start, let helper = command.words.first, let helperName = helper.literalText,
      case .start(let position, let body)? = roles[helperName], position == body,
      let other = roles.keys.sorted().first(where: { roles[$0] == .start(name: 1, body: 2) })
    else { return nil }
    let range = helper.range.lowerBound..<mention.place.range.lowerBound
    let quote = script.source.text(mention.place.range.lowerBound - 1..<mention.place.range.lowerBound)
    let end = ["\"", "'"].contains(quote) ? range.upperBound - 1 : range.upperBound
    return SourceEdit(range: range.lowerBound..<end, text: "\(other) \(newName) ")
  }

  /// One alternative of `prefix{a,b}suffix`: what surrounds the braces must stay.
  private func editAlternative(
    _ mention: TaskMention, _ word: Word, _ newName: String, _ script: Script
  ) throws(RequestError) -> SourceEdit {
    let sharing = mentions.all.filter { $0.place == mention.place && $0.text != name }
    let text = script.source.text(word.range)
    let braces = text.utf8.count { $0 == UInt8(ascii: "{") }
    guard braces == 1, sharing.isEmpty, let open = text.firstIndex(of: "{"), let close = text.lastIndex(of: "}")
    else { throw cannot(mention, "is put together in '\(text)'") }
    let (prefix, suffix) = (String(text[..<open]), String(text[text.index(after: close)...]))
    guard prefix + script.source.text(mention.place.range) + suffix == name else {
      throw cannot(mention, "is put together in '\(text)'")
    }
    guard newName.hasPrefix(prefix), newName.hasSuffix(suffix), newName.count > prefix.count + suffix.count else {
      let shape = prefix + "…" + suffix
      throw cannot(mention, "is one of the list '\(text)': the new name must be of the form '\(shape)'")
    }
    return SourceEdit(
      range: mention.place.range, text: String(newName.dropFirst(prefix.count).dropLast(suffix.count)))
  }

  /// A name that a wrapper was given: the one word of the call that is the name.
  private func editPassedName(
    _ mention: TaskMention, _ command: SimpleCommand, _ newName: String
  ) throws(RequestError) -> SourceEdit {
    let words = command.words.dropFirst().filter { $0.literalText == name }
    guard words.count == 1, let word = words.first else { throw cannot(mention, "does not stand there as one word") }
    if mention.kind == .start, mention.body == name { throw cannot(mention, "is also the function that it runs") }
    return SourceEdit(range: word.range, text: newName)
  }

  private func cannot(_ mention: TaskMention, _ reason: String) -> RequestError {
    .failed("\(Self.describe(mention, program)) '\(name)' \(reason)")
  }
}
