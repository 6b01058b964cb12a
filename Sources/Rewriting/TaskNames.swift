import ShellSyntax
import SourceText

/// Finds names for tasks as devstack has them: the function's own where it is called without arguments, else the
/// script, the thing, and what tells one call from another: `keystone-role-service`.
struct TaskNames {
  private var taken: [String: [Candidate]] = [:]
  /// The names of rounds of loops, before the item.
  private var loopNames: Set<String> = []
  private let isFunction: (String) -> Bool
  /// Whether two candidates never run both.
  private let areExclusive: (Candidate, Candidate) -> Bool

  init(
    taken: Set<String>, isFunction: @escaping (String) -> Bool,
    areExclusive: @escaping (Candidate, Candidate) -> Bool
  ) {
    for name in taken { self.taken[name] = [] }
    self.isFunction = isFunction
    self.areExclusive = areExclusive
  }

  /// - Parameter function: a function that the task runs without arguments in the place of the command.
  mutating func name(
    for candidate: Candidate, running function: String? = nil, among candidates: [Candidate], in source: SourceFile
  ) -> String {
    if let function, take(function, for: candidate) { return function }
    if function == nil, candidate.command.words.count == 1, isFunction(candidate.callee),
      take(candidate.callee, for: candidate)
    {
      return candidate.callee
    }
    return numbered(Self.words(for: candidate, among: candidates, in: source).joined(separator: "-"), candidate)
  }

  /// The name of the rounds of a loop, before the item: what one calls, or the code in which the loop stands.
  mutating func name(forLoopIn code: String, calling command: SimpleCommand?, in source: SourceFile) -> String {
    let callee = command?.literalName
    var base = Self.slug(callee ?? code)
    if let command, let callee, !isFunction(callee), let thing = Self.thing(of: command, callee, source) {
      base = [Self.prefix(of: source), thing].compactMap(\.self).joined(separator: "-")
    }
    var name = base
    var number = 2
    // With an item behind it, it may not become a name that there is.
    while taken.keys.contains(where: { $0 == name || $0.hasPrefix(name + "-") })
      || loopNames.contains(where: { name.hasPrefix($0 + "-") })
    {
      name = "\(base)-\(number)"
      number += 1
    }
    taken[name] = []
    loopNames.insert(name)
    return name
  }

  /// The name of something that is fetched ahead.
  mutating func name(forFetching thing: String, by candidate: Candidate) -> String {
    numbered("fetch-" + Self.slug(thing), candidate)
  }

  /// A name, with a number behind it where it is taken.
  private mutating func numbered(_ base: String, _ candidate: Candidate) -> String {
    var name = base
    var number = 2
    while !take(name, for: candidate) {
      name = "\(base)-\(number)"
      number += 1
    }
    return name
  }

  /// Branches of which only one runs may share a name.
  private mutating func take(_ name: String, for candidate: Candidate) -> Bool {
    if let others = taken[name] {
      let fits = !others.isEmpty && others.allSatisfy { $0.body == candidate.body && areExclusive($0, candidate) }
      guard fits else { return false }
    }
    taken[name, default: []].append(candidate)
    return true
  }

  // MARK: Words

  private static func words(for candidate: Candidate, among candidates: [Candidate], in source: SourceFile) -> [String]
  {
    let callee = ownWords(of: candidate.command, source).first ?? candidate.callee
    let siblings = candidates.filter { $0.file == candidate.file && ownWords(of: $0.command, source).first == callee }
    let arguments = operands(of: candidate, source)
    // What all calls have in common tells nothing; addresses tell little.
    let telling = arguments.enumerated().filter { position, argument in
      siblings.contains { sibling in
        let others = operands(of: sibling, source)
        return others.count <= position || others[position] != argument
      }
    }.map(\.element).filter { !$0.contains("://") }
    let chosen = (siblings.count < 2 || telling.isEmpty ? Array(arguments.prefix(1)) : telling).map { slug($0) }
    var words = [thing(of: candidate.command, callee, source)].compactMap(\.self)
    for word in chosen.prefix(3) where !word.isEmpty && word != words.last { words.append(word) }
    if let prefix = prefix(of: source), !words.contains(where: { $0.split(separator: "-").contains(Substring(prefix)) })
    {
      words.insert(prefix, at: 0)
    }
    return words.isEmpty ? [slug(callee)] : words
  }

  /// The words of what a command runs: with whose rights it does so is no matter for its name.
  private static func ownWords(of command: SimpleCommand, _ source: SourceFile) -> [String] {
    let words = command.words.map { source.text($0.range) }
    guard words.first == "sudo" else { return words }
    let rest = words.dropFirst().drop { $0.hasPrefix("-") || $0.contains("=") }
    return rest.isEmpty ? words : Array(rest)
  }

  /// What of a script's name goes before the names of its tasks; nil for stack.sh.
  private static func prefix(of source: SourceFile) -> String? {
    let script = slug(source.path.split(separator: "/").last.map(String.init) ?? "")
    if script == "stack-sh" { return nil }
    return script.split(separator: "-").first { !$0.allSatisfy(\.isNumber) }.map(String.init) ?? script
  }

  /// Options, and for `openstack` what it does to what, are no operands.
  private static func operands(of candidate: Candidate, _ source: SourceFile) -> [String] {
    let all = ownWords(of: candidate.command, source)
    let words = all.dropFirst()
    guard all.first == "openstack" else {
      return words.indices.filter { !words[$0].hasPrefix("-") && !isValue(words[$0], after: words[..<$0].last) }
        .map { words[$0] }
    }
    if let id = words.firstIndex(of: "--id"), id + 1 < words.count { return [words[id + 1]] }
    return words.last.map { [$0] } ?? []
  }

  /// Whether a word looks like the value of an option: a path or a variable behind a single letter.
  private static func isValue(_ word: String, after before: String?) -> Bool {
    guard let before, before.count == 2, before.hasPrefix("-") else { return false }
    return word.hasPrefix("$") || word.contains("/")
  }

  /// The noun in the name of a function, or of a command of `openstack`.
  private static func thing(of command: SimpleCommand, _ callee: String, _ source: SourceFile) -> String? {
    var words = callee.split(separator: "_").map { $0.lowercased() }
    if callee == "openstack" {
      words = ownWords(of: command, source).dropFirst()
        .drop { $0.hasPrefix("-") || $0.hasPrefix("\"") || $0.hasPrefix("$") || cloudNames.contains($0) }.prefix(1)
        .map { $0.lowercased() }
    }
    return words.first { !verbs.contains($0) }.map { slug($0) }
  }

  private static let cloudNames: Set = ["devstack", "devstack-admin", "devstack-alt", "devstack-system-admin"]
  private static let verbs: Set = [
    "add", "configure", "create", "dev", "do", "get", "git", "gr", "init", "install", "lib", "new", "or", "process",
    "run", "set", "setup", "start", "update", "write",
  ]
  /// Ends of variables that say what the value is, not which.
  private static let kinds: Set = ["dir", "group", "id", "name", "project", "repo", "role", "service", "type", "user"]

  /// What of an argument can stand in a name.
  private static func slug(_ text: String) -> String {
    var text = text[...]
    let isVariable = text.contains("$")
    // A version or a path around the name.
    if let operation = text.firstIndex(where: { "!=<>~".contains($0) }) { text = text[..<operation] }
    if let last = text.split(separator: "/").last { text = last }
    let kept = text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? Character($0.lowercased()) : "-" }
    var parts = String(kept).split(separator: "-").map(String.init)
    while isVariable, parts.count > 1, let last = parts.last, kinds.contains(last) { parts.removeLast() }
    return parts.prefix(4).joined(separator: "-")
  }
}
