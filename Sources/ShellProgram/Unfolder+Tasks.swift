import DataFlow
import EffectModels
import ShellSyntax
import SourceText

/// What the helpers do: tasks that are started and awaited, and the names by which.
extension Unfolder {
  mutating func perform(_ role: TaskRole, _ arguments: [Slot], of command: SimpleCommand) {
    let here = place(command.range)
    switch role {
    case .start(let name, let body):
      let options = options(before: arguments)
      let arguments = Array(arguments.prefix(1) + arguments.dropFirst(1 + options.count))
      guard arguments.count > name else { return }
      guard condition != .never else { return }
      let words = arguments.dropFirst(body)
      let carried = zip(options, options.dropFirst()).filter { $0.0.onlyText == "--carry" }
        .compactMap { $0.1.onlyText }
      let form = StartForm(
        redirection: RedirectedStream(command.redirections) ?? (isOutputRedirected ? .output : nil),
        fragileArguments: fragileArguments(words, command),
        carriedVariables: Set(carried))
      record(.start(uses(of: arguments[name]), body: words.first?.onlyString, form), at: here)
      if case .tasks = depth {} else { hasStartedTask = true }
      followBody(Array(words), of: command)
      for variable in carried.sorted() {
        // What it is when the task has come home is not known before.
        let symbol = symbols.symbol(key: "carried \(symbols.count) \(variable)", description: "$\(variable)")
        environment[resolvedName(variable)] = Value(SymbolicString(symbol))
      }
    case .wait(let name):
      let names = arguments.dropFirst(name + options(before: arguments).count).flatMap { uses(of: $0) }
      if !names.isEmpty { record(.wait(names), at: here) }
    case .waitForAll: record(.waitForAll, at: here)
    case .initialize: record(.initialize, at: here)
    case .cleanUp: record(.cleanUp, at: here)
    case .lock, .report: capture?.isValid = false
    }
  }

  /// The command that runs under a lock does so in this shell; its status is that of the whole.
  mutating func runLocked(_ words: [Slot], of command: SimpleCommand, wantsStatus: Bool) -> Formula {
    guard let first = words.first else { return wantsStatus ? status(of: words, command) : .always }
    if let name = first.onlyText { return dispatch(name, words, of: command, wantsStatus: wantsStatus) }
    return callWhatIsNamed(words, of: command, wantsStatus: wantsStatus)
  }

  /// `--carry VARIABLE`, `--timeout SECONDS`, `--after NAME`: options that the runtime's own helpers take before the name.
  private func options(before arguments: [Slot]) -> ArraySlice<Slot> {
    var end = min(1, arguments.count)
    while end + 1 < arguments.count, let text = arguments[end].onlyText,
      ["--carry", "--timeout", "--after"].contains(text)
    {
      end += 2
    }
    return arguments[min(1, arguments.count)..<end]
  }

  /// The quoted arguments that splitting and globbing would change.
  private mutating func fragileArguments(_ slots: some Sequence<Slot>, _ command: SimpleCommand) -> [FragileArgument] {
    slots.flatMap { slot -> [FragileArgument] in
      guard command.words.contains(where: { $0.range == slot.range && $0.hasQuotes }) else { return [] }
      return slot.alternatives.compactMap { alternative in
        let holds = space.and(condition, alternative.condition)
        guard holds != .never, let danger = FragileArgument.Danger(alternative.wrapped) else { return nil }
        return FragileArgument(
          place: place(slot.range), danger: danger, text: alternative.wrapped, condition: holds)
      }
    }
  }

  private mutating func uses(of slot: Slot) -> [TaskNameUse] {
    slot.alternatives.flatMap { alternative -> [TaskNameUse] in
      let holds = space.and(condition, alternative.condition)
      guard holds != .never || cutsOff else { return [] }
      // The helpers take their arguments apart again at blanks.
      return alternative.wrapped.splitAtBlanks().fields.map { name in
        let lifted = liftedPlace(name)
        return TaskNameUse(
          name: name, condition: holds, place: lifted ?? place(source.withoutQuotes(slot.range)),
          editableWord: lifted == nil && codePlace == nil ? slot.range : nil)
      }
    }
  }

  /// The call that passed a name in, where the name is not the function's own.
  private func liftedPlace(_ name: SymbolicString) -> Place? {
    guard name.passedAtDepth < frames.count else { return nil }
    var frame: Int? = scope.frame
    while let current = frame {
      if frames[current].depth == name.passedAtDepth {
        return frames[current].kind == .function ? frames[current].callPlace : nil
      }
      frame = frames[current].parent
    }
    return nil
  }

  private mutating func followBody(_ words: [Slot], of command: SimpleCommand) {
    guard let first = words.first else { return }
    let count = commandCount
    defer { commandCount = count }
    if recordsEffects {
      inChild(.task, at: place(command.range)) { unfolder in
        let first = first.onlyText
        unfolder.inputIsProvided = false
        unfolder.inTask(of: command, words) { unfolder in
          unfolder.noteSourcing(by: words, at: unfolder.place(command.range))
          if let first {
            _ = unfolder.dispatch(first, words, of: command, wantsStatus: false)
          } else {
            _ = unfolder.callWhatIsNamed(words, of: command, wantsStatus: false)
          }
        }
      }
      return
    }
    for alternative in first.alternatives {
      guard let name = alternative.wrapped.text, let functions = functions(named: name),
        functions.contains(where: { index.isRelevant[$0.value] })
      else { continue }
      inChild(.task, at: place(command.range)) { unfolder in
        unfolder.branch(when: alternative.condition) { _ = $0.dispatch(name, words, of: command, wantsStatus: false) }
      }
    }
  }
}

extension Unfolder {
  /// Of a task that does nothing but source a file, all that the file sets and defines is lost.
  private mutating func noteSourcing(by words: [Slot], at place: Place) {
    guard ["source", "."].contains(words.first?.onlyText ?? ""), let path = words.dropFirst().first?.onlyString else {
      return
    }
    record(.shellState(ShellStateChange(kind: .sourcing, name: symbols.describe(path))), at: place)
  }
}

extension RedirectedStream {
  fileprivate init?(_ redirections: [Redirection]) {
    guard !redirections.isEmpty else { return nil }
    let isOutput = redirections.contains { redirection in
      switch redirection.operator {
      case .output, .append, .clobber, .inputOutput, .duplicateOutput, .outputAndError, .appendOutputAndError: true
      case .input, .duplicateInput, .hereDocument, .hereString: false
      }
    }
    self = isOutput ? .output : .input
  }
}

extension SourceFile {
  /// The range of a word without the quotes around all of it.
  fileprivate func withoutQuotes(_ range: SourceRange) -> SourceRange {
    guard range.count > 2, bytes.indices.contains(range.upperBound - 1) else { return range }
    let first = bytes[range.lowerBound]
    guard first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"), bytes[range.upperBound - 1] == first else {
      return range
    }
    return range.lowerBound + 1..<range.upperBound - 1
  }
}

extension Word {
  /// Whether a part of it is quoted.
  fileprivate var hasQuotes: Bool {
    parts.contains { part in
      switch part {
      case .singleQuoted, .doubleQuoted: true
      case .literal(let text, let range): text.utf8.count != range.count
      case .parameter, .commandSubstitution, .arithmetic, .processSubstitution, .braceList, .braceRange, .array,
        .unparsed:
        false
      }
    }
  }
}

extension FragileArgument.Danger {
  /// What of a text does not survive splitting and globbing; nil where nothing is known to be lost.
  fileprivate init?(_ text: SymbolicString) {
    if text.text?.isEmpty == true {
      self = .empty
      return
    }
    let known = text.pieces.compactMap { if case .text(let text) = $0 { text } else { nil } }
    if known.contains(where: { $0.contains { $0 == " " || $0 == "\t" || $0 == "\n" } }) {
      self = .blank
    } else if known.contains(where: GlobPattern.isPattern) {
      self = .pattern
    } else {
      return nil
    }
  }
}
