package import DataFlow
import RuleCatalogue

/// What commands do: the built-in models of `Rules/models`, and those of a user before them.
package struct CommandModels: Sendable {
  fileprivate struct Layer: Sendable {
    let index: ModelIndex
    /// Whether an entry without `in` is about functions too.
    let isAboutFunctions: Bool
  }

  private let layers: [Layer]
  package let services: ServiceModels
  package let objects: ObjectModels

  /// The files of `Rules/models` that hold entries about commands.
  package static let builtInFiles: [(fileName: String, text: String)] = RuleCatalogue.models.filter {
    $0.fileName.hasSuffix(".json")
      && !["tasks.json", "programs.json", "usual.json", "service-names.json", "api-objects.json"].contains($0.fileName)
  }

  /// The built-in models; that all of them can be read is a test's matter.
  package static let builtIn: CommandModels = {
    let index = (try? ModelIndex(builtInFiles)).map { [Layer(index: $0, isAboutFunctions: false)] } ?? []
    let services = RuleCatalogue.model(named: "service-names.json").flatMap { try? ServiceModels(reading: $0) }
    let objects = RuleCatalogue.model(named: "api-objects.json").flatMap { try? ObjectModels(reading: $0) }
    return CommandModels(layers: index, services: services ?? ServiceModels(), objects: objects ?? ObjectModels())
  }()

  /// No models at all.
  package static let none = CommandModels(layers: [])

  private init(
    layers: [Layer], services: ServiceModels = ServiceModels(), objects: ObjectModels = ObjectModels()
  ) {
    self.layers = layers
    self.services = services
    self.objects = objects
  }

  /// Reads models of a user; every entry is checked.
  package init(json files: [(fileName: String, text: String)]) throws(ModelError) {
    let index = try ModelIndex(files)
    try index.validate()
    self.init(layers: [Layer(index: index, isAboutFunctions: true)])
  }

  /// Both; where both know a command, `other` is believed.
  package func merging(_ other: CommandModels) -> CommandModels {
    CommandModels(
      layers: other.layers + layers, services: services.merging(other.services), objects: objects)
  }

  /// The names of all commands that have a model, sorted within each layer.
  package var names: [String] { layers.flatMap(\.index.names) }

  /// Whether a command of the name may make a configuration file name a database.
  package func mayBind(_ name: String) -> Bool { layers.contains { $0.index.mentions("binds", name) } }

  /// Whether a command of the name prints what names a database.
  package func namesDatabase(_ name: String) -> Bool { layers.contains { $0.index.mentions("prints", name) } }

  /// The one name of a service given by any of its names.
  package func canonicalService(_ name: String) -> String { services.canonicalService(name) }

  /// Whether requests to a service pass through another one.
  package func isBehind(_ service: String, front: String) -> Bool { services.isBehind(service, front: front) }

  /// What an invocation does; nil where nothing is known of the command.
  ///
  /// - Parameter path: the file that defines a function of the command's name. Models of devstack's functions are
  ///   about devstack's definitions only, and models of other commands about commands that no function hides.
  /// - Parameter value: what a variable of the shell is where the command stands; nil where nothing is known of it.
  /// - Parameter isWritten: whether the function of that name runs a command with some words; of a function that is not at
  ///   hand, that is taken for granted.
  package func behaviour(
    of words: [SymbolicString], definedIn path: String?, value: (String) -> SymbolicString? = { _ in nil },
    isWritten: @escaping ([String]) -> Bool = { _ in true }
  ) -> CommandBehaviour? {
    guard let name = words.first.flatMap(CommandName.init) else { return nil }
    for layer in layers {
      for (model, star) in name.models(in: layer.index) where layer.isApplicable(model, definedIn: path) {
        return evaluate(model, words, star: star, value: value, isWritten: isWritten)
      }
    }
    return nil
  }

  /// Whether something is known of a command, whatever its words are.
  package func describes(_ name: SymbolicString, definedIn path: String?) -> Bool {
    guard let name = CommandName(name) else { return false }
    return layers.contains { layer in
      name.models(in: layer.index).contains { layer.isApplicable($0.model, definedIn: path) }
    }
  }

  /// What a comment states of an invocation, in the place of what is known of it.
  package func effects(
    of words: [SymbolicString], stated: StatedEffects, value: (String) -> SymbolicString? = { _ in nil }
  ) -> [ModelEffect] {
    guard !words.isEmpty else { return [] }
    return evaluate(CommandModel(definingFiles: [], part: stated.part), words, star: "", value: value).effects
  }

  private func evaluate(
    _ model: CommandModel, _ words: [SymbolicString], star: String, value: (String) -> SymbolicString?,
    isWritten: @escaping ([String]) -> Bool = { _ in true }
  ) -> CommandBehaviour {
    var all = words
    var variables: [String: Int] = [:]
    for name in model.variables {
      guard let text = value(name) else { continue }
      variables[name] = all.count
      all.append(text)
    }
    let arguments = Self.arguments(all)
    let found = Evaluation(
      model, command: arguments[0], arguments: Array(arguments[1..<words.count]), star: star,
      variables: variables.mapValues { arguments[$0] }, isWritten: isWritten)
    return behaviour(of: all, found)
  }

  private static func arguments(_ words: [SymbolicString]) -> [Argument] {
    words.indices.map { index in
      Argument(
        index: index, text: words[index].text, prefix: words[index].knownPrefix, suffix: words[index].knownSuffix)
    }
  }

  /// The entries for a command of that name, of all layers.
  func models(named name: String) -> [CommandModel] { layers.flatMap { $0.index.models(named: name).map(\.model) } }
}

/// What is known of a command's name: the last component of its path.
private struct CommandName {
  private let known: String
  /// Whether more follows that is not known.
  private let isOpen: Bool

  /// The name of the command whose path the word is; nil where nothing of the name is known.
  init?(_ word: SymbolicString) {
    func lastComponent(_ path: String) -> String? {
      path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) }
    }
    if let path = word.text {
      (known, isOpen) = (lastComponent(path) ?? path, false)
    } else if let name = lastComponent(word.knownSuffix) {
      (known, isOpen) = (name, false)
    } else {
      (known, isOpen) = (lastComponent(word.knownPrefix) ?? word.knownPrefix, true)
    }
    if known.isEmpty { return nil }
  }

  func models(in index: ModelIndex) -> [(model: CommandModel, star: String)] {
    isOpen ? index.models(forNamesBeginningWith: known) : index.models(named: known)
  }
}

extension CommandModels.Layer {
  fileprivate func isApplicable(_ model: CommandModel, definedIn path: String?) -> Bool {
    guard let path else { return true }
    if model.definingFiles.isEmpty { return isAboutFunctions }
    return model.definingFiles.contains { file in
      path.hasSuffix(file) && (path.utf8.count == file.utf8.count || path.hasSuffix("/" + file))
    }
  }
}

// MARK: - Putting texts together

extension CommandModels {
  private func behaviour(of words: [SymbolicString], _ found: Evaluation) -> CommandBehaviour {
    var behaviour = CommandBehaviour()
    for effect in found.effects { append(effect, to: &behaviour.effects, words) }
    if let runs = found.runs { behaviour.runs = Array(words[runs]) }
    behaviour.runsWithMoreWords = found.runsWithMoreWords
    behaviour.runsText = found.runsText.map { Self.text($0, words) }
    behaviour.starts = found.starts.map { Self.text($0, words) }
    switch found.ending {
    case .never: behaviour.ending = .never
    case .may: behaviour.ending = .may
    case .always: behaviour.ending = .always
    }
    behaviour.mayFail = !found.cannotFail
    behaviour.readsInput = found.readsInput
    behaviour.needsTerminal = found.needsTerminal
    behaviour.polls = found.polls
    behaviour.isPartlyUnknown = found.isPartlyUnknown
    behaviour.fetch = found.fetch
    behaviour.prints = found.prints.map { Self.text($0, words) }
    behaviour.printsOne = found.printsOne.map { Self.text($0, words) }.filter { !$0.isEmpty }
    behaviour.finds = found.finds.map { Self.text($0, words) }
    behaviour.binding = found.binding.map { .init(file: Self.text($0.file, words), url: Self.text($0.url, words)) }
    behaviour.assigns = found.assigns.map { Self.text($0, words) }
    behaviour.cost = found.cost
    behaviour.because = found.because
    return behaviour
  }

  private func append(
    _ found: Evaluation.Effect, to effects: inout [ModelEffect], _ words: [SymbolicString]
  ) {
    var key = Self.text(found.key, words)
    switch found.kind {
    case .service:
      key = key.text.map { SymbolicString(services.canonicalService($0)) } ?? Self.bareService(key)
    case .file:
      if let path = key.text, Self.isNoFile(path) { return }
    case .pythonEnvironment: key = Self.environment(of: key)
    default: break
    }
    var reach = found.reach
    var pattern: PathPattern?
    if found.kind == .file, let below = Self.directory(ofPattern: key) {
      (key, reach, pattern) = (below.directory, .tree, below.pattern)
    }
    let effect = ModelEffect(found.mode, found.kind, key, reach: reach, pattern: pattern)
    guard !effects.contains(effect) else { return }
    effects.append(effect)
    for more in accompanying(effect) where !effects.contains(more) { effects.append(more) }
  }

  /// A service of which a part of the name is not known, without what its unit adds to the name.
  private static func bareService(_ unit: SymbolicString) -> SymbolicString {
    var name = unit
    if name.knownPrefix.hasPrefix("devstack@") { name = name.dropping(prefix: "devstack@".utf8.count) }
    for end in [".service", ".socket", ".target"] where name.knownSuffix.hasSuffix(end) {
      name = name.dropping(suffix: end.utf8.count)
    }
    return name
  }

  /// The environment that a program of Python belongs to: `X` for `X/bin/pip` and `X/bin/python3`; "system" for those that
  /// are found by name or lie where the distribution puts them. What is no such program is an environment itself.
  private static func environment(of program: SymbolicString) -> SymbolicString {
    let programs = ["pip", "python", "easy_install", "uv"]
    let end = program.text ?? program.knownSuffix
    let slash = end.utf8.lastIndex(of: UInt8(ascii: "/"))
    guard let slash else {
      // Of `python$VERSION` the beginning tells, too.
      return programs.contains(where: program.knownPrefix.hasPrefix) ? SymbolicString("system") : program
    }
    guard programs.contains(where: end[end.utf8.index(after: slash)...].hasPrefix) else { return program }
    var directory = program.dropping(suffix: end.utf8.distance(from: slash, to: end.utf8.endIndex))
    if directory.knownSuffix.hasSuffix("/bin") || directory.text == "bin" {
      directory = directory.dropping(suffix: directory.text == "bin" ? 3 : 4)
    }
    return ["", "/usr", "/usr/local"].contains(directory.text) ? SymbolicString("system") : directory
  }

  /// The directory below which the files lie that a pattern stands for, and the pattern from there on; nil where the path is
  /// no pattern.
  private static func directory(ofPattern path: SymbolicString) -> (directory: SymbolicString, pattern: PathPattern)? {
    let known = path.text ?? path.knownSuffix
    guard let special = known.utf8.firstIndex(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) else {
      return nil
    }
    guard let slash = known.utf8[..<special].lastIndex(of: UInt8(ascii: "/")) else {
      return path.text.map { (SymbolicString("."), PathPattern($0)) }
    }
    let pattern = PathPattern(String(known[known.utf8.index(after: slash)...]))
    return (path.dropping(suffix: known.utf8.distance(from: slash, to: known.utf8.endIndex)), pattern)
  }

  /// What an effect on a file is beside that: who changes a file of sudo's changes who may run what.
  package func accompanying(_ effect: ModelEffect) -> [ModelEffect] {
    guard effect.kind == .file, effect.mode != .read, effect.key.knownPrefix.hasPrefix("/etc/sudoers") else {
      return []
    }
    return [ModelEffect(effect.mode, .sudoers, SymbolicString("sudoers"))]
  }

  /// Standard input and devices that nobody changes by writing to them.
  private static func isNoFile(_ path: String) -> Bool {
    path == "-" || path.isEmpty || path.hasPrefix("/dev/fd/")
      || [
        "/dev/null", "/dev/zero", "/dev/random", "/dev/urandom", "/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/tty",
      ]
      .contains(path)
  }

  private static func text(_ resolved: ResolvedText, _ words: [SymbolicString]) -> SymbolicString {
    var result = SymbolicString("")
    for piece in resolved.pieces {
      switch piece {
      case .text(let text): result.append(SymbolicString(text))
      case .argument(let argument):
        var word = words[argument.index]
        if argument.dropped > 0 { word = word.dropping(prefix: argument.dropped) }
        if argument.droppedEnd > 0 { word = word.dropping(suffix: argument.droppedEnd) }
        result.append(word)
      }
    }
    return result
  }
}
