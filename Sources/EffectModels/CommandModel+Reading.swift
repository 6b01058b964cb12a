import JSON
import SourceText

/// Why an entry of a model file cannot be used.
struct EntryError: Error {
  let message: String
}

extension CommandModel {
  /// Reads an entry; who calls has its names already.
  convenience init(reading entry: JSONValue) throws(EntryError) {
    let part = try ModelPart(reading: entry, isOutermost: true)
    guard !part.because.isEmpty else { throw EntryError(message: "'because' is missing") }
    self.init(definingFiles: try entry.texts("in"), part: part)
  }
}

extension ModelPart {
  private static let members: Set<String> = [
    "when", "written", "options", "reads", "writes", "adds", "uses", "restarts", "stops", "locks", "cases", "also",
    "runs", "runsText", "starts", "sql", "ends", "fails", "readsInput", "needsTerminal", "polls", "unknown", "prints",
    "printsOne", "finds", "binds",
    "assigns", "cost", "holds", "fetches", "because",
  ]

  fileprivate init(reading entry: JSONValue, isOutermost: Bool) throws(EntryError) {
    guard case .object(let members) = entry else { throw EntryError(message: "not an object") }
    for (name, _) in members where !Self.members.contains(name) {
      guard isOutermost, name == "command" || name == "in" else {
        throw EntryError(message: "unknown member '\(name)'")
      }
    }
    guard !isOutermost || entry["when"] == nil else { throw EntryError(message: "'when' belongs into a case") }
    for text in try entry.texts("when") {
      guard let condition = Condition(text) else { throw EntryError(message: "'\(text)' is no condition") }
      conditions.append(condition)
    }
    written = try entry.text("written")?.split(separator: " ").map(String.init) ?? []
    guard !isOutermost || written.isEmpty else { throw EntryError(message: "'written' belongs into a case") }
    if let text = try entry.text("options") {
      guard let syntax = OptionSyntax(text) else { throw EntryError(message: "'\(text)' lists no options") }
      options = syntax
    }
    try readEffects(entry)
    try readClaims(entry)
    cases = try Self.parts(entry, "cases")
    additions = try Self.parts(entry, "also")
    for (position, part) in cases.enumerated() where part.conditions.isEmpty && position < cases.count - 1 {
      throw EntryError(message: "no case after the one without 'when' can be reached")
    }
  }

  private static func parts(_ entry: JSONValue, _ name: String) throws(EntryError) -> [ModelPart] {
    var parts: [ModelPart] = []
    for element in entry[name]?.elements ?? [] { parts.append(try ModelPart(reading: element, isOutermost: false)) }
    return parts
  }

  private mutating func readEffects(_ entry: JSONValue) throws(EntryError) {
    let modes: [(String, EffectMode)] = [
      ("reads", .read), ("writes", .write), ("adds", .add), ("uses", .use), ("restarts", .restart),
      ("stops", .stop), ("locks", .exclusive),
    ]
    for (name, mode) in modes {
      for text in try entry.texts(name) { effects.append(try EffectTemplate(mode, text)) }
    }
    if let statements = entry["sql"] {
      sql = try statements.template("text")
      sqlDatabase = try statements.template("database")
      guard sql != nil else { throw EntryError(message: "'sql' lacks its 'text'") }
    }
  }

  private mutating func readClaims(_ entry: JSONValue) throws(EntryError) {
    runs = try entry.text("runs").map(Run.init(reading:))
    runsText = try entry.template("runsText")
    starts = try entry.template("starts")
    prints = try entry.template("prints")
    for text in try entry.texts("printsOne") {
      guard let template = Template(text) else { throw EntryError(message: "'\(text)' is no template") }
      printsOne.append(template)
    }
    finds = try entry.template("finds")
    if let bound = entry["binds"] {
      guard let file = try bound.template("file"), let url = try bound.template("url") else {
        throw EntryError(message: "'binds' lacks its 'file' or its 'url'")
      }
      binding = (file, url)
    }
    for text in try entry.texts("assigns") {
      guard let template = Template(text) else { throw EntryError(message: "'\(text)' is no template") }
      assigns.append(template)
    }
    ending = try entry.choice("ends") ?? .never
    cost = try entry.choice("cost")
    cannotFail = try entry.claim("fails") == false
    readsInput = try entry.claim("readsInput") ?? false
    needsTerminal = try entry.claim("needsTerminal") ?? false
    polls = try entry.claim("polls") ?? false
    isUnknown = try entry.claim("unknown") ?? false
    fetch = try entry.choice("fetches")
    because = try entry.text("because") ?? ""
  }
}

extension ModelPart.Run {
  /// Reads `$2..`, or with further words from standard input `$2..+`.
  fileprivate init(reading text: String) throws(EntryError) {
    let takesInput = text.hasSuffix("+")
    guard let template = Template(takesInput ? String(text.dropLast()) : text), template.pieces.count == 1,
      case .reference(.operands(let from, exceptLast: false)) = template.pieces[0]
    else { throw EntryError(message: "'runs' needs operands from one on, such as '$1..'") }
    self.init(firstOperand: from, takesInput: takesInput)
  }
}

extension EffectTemplate {
  /// Reads `KIND:KEY`; the kind `tree` is a file with all below it, and a key that ends with a star stands for all
  /// that begin so.
  init(_ mode: EffectMode, _ text: String) throws(EntryError) {
    guard let colon = text.firstIndex(of: ":") else { throw EntryError(message: "'\(text)' lacks its kind") }
    let kindName = text[..<colon]
    var key = text[text.index(after: colon)...]
    var reach = kindName == "tree" ? EffectReach.tree : .exact
    guard let kind = ResourceKind(rawValue: kindName == "tree" ? "file" : String(kindName)) else {
      let kinds = ResourceKind.allCases.map(\.rawValue) + ["tree"]
      let hint = nearestName(to: String(kindName), among: kinds).map { "; did you mean '\($0)'?" }
      throw EntryError(
        message: "'\(kindName)' is no kind of resource\(hint ?? "; known: " + kinds.joined(separator: ", "))")
    }
    if key.hasSuffix("*"), !key.hasSuffix("$*") {
      key = key.dropLast()
      reach = .tree
    }
    guard let template = Template(String(key)) else { throw EntryError(message: "'\(key)' is no template") }
    self.init(mode: mode, kind: kind, key: template, reach: reach)
  }
}

extension JSONValue {
  fileprivate func text(_ name: String) throws(EntryError) -> String? {
    guard let value = self[name] else { return nil }
    guard let text = value.string else { throw EntryError(message: "'\(name)' is no text") }
    return text
  }

  /// A text, or an array of them.
  fileprivate func texts(_ name: String) throws(EntryError) -> [String] {
    guard let value = self[name] else { return [] }
    if let text = value.string { return [text] }
    guard case .array(let elements) = value else { throw EntryError(message: "'\(name)' is no text and no array") }
    var texts: [String] = []
    for element in elements {
      guard let text = element.string else { throw EntryError(message: "'\(name)' holds something else than texts") }
      texts.append(text)
    }
    return texts
  }

  fileprivate func template(_ name: String) throws(EntryError) -> Template? {
    guard let text = try text(name) else { return nil }
    guard let template = Template(text) else { throw EntryError(message: "'\(text)' is no template") }
    return template
  }

  fileprivate func claim(_ name: String) throws(EntryError) -> Bool? {
    guard let value = self[name] else { return nil }
    guard let claim = value.boolean else { throw EntryError(message: "'\(name)' is neither true nor false") }
    return claim
  }

  fileprivate func choice<Choice: RawRepresentable>(_ name: String) throws(EntryError) -> Choice?
  where Choice.RawValue == String {
    guard let text = try text(name) else { return nil }
    guard let choice = Choice(rawValue: text) else { throw EntryError(message: "'\(name)' cannot be '\(text)'") }
    return choice
  }
}
