/// Text made of what the models say and of the invocation's words.
struct ResolvedText: Sendable {
  enum Piece: Sendable {
    case text(String)
    case argument(Argument)
  }

  var pieces: [Piece] = []
  /// Whether more follows that is not known.
  var isOpen = false

  /// The known text before the first unknown part.
  var knownPrefix: String {
    var result = ""
    for piece in pieces {
      switch piece {
      case .text(let text): result += text
      case .argument(let argument):
        result += argument.prefix
        if argument.text == nil { return result }
      }
    }
    return result
  }

  var text: String? {
    var result = ""
    for piece in pieces {
      switch piece {
      case .text(let text): result += text
      case .argument(let argument):
        guard let text = argument.text else { return nil }
        result += text
      }
    }
    return isOpen ? nil : result
  }
}

/// What one invocation does, before its texts are put together.
struct Evaluation {
  struct Effect {
    var mode: EffectMode
    var kind: ResourceKind
    var key: ResolvedText
    var reach: EffectReach
  }

  private let command: Argument
  private let arguments: [Argument]
  private let star: String
  /// The values of variables, as words behind those of the command.
  private let variables: [String: Argument]
  /// Whether the function that the command names runs a command with some words.
  private let isWritten: ([String]) -> Bool
  private(set) var effects: [Effect] = []
  private(set) var runs: Range<Int>?
  private(set) var runsWithMoreWords = false
  private(set) var runsText: ResolvedText?
  private(set) var starts: ResolvedText?
  private(set) var ending = ModelPart.Ending.never
  private(set) var cannotFail = false
  private(set) var readsInput = false
  private(set) var needsTerminal = false
  private(set) var polls = false
  private(set) var isPartlyUnknown = false
  private(set) var fetch: FetchKind?
  private(set) var prints: ResolvedText?
  private(set) var printsOne: [ResolvedText] = []
  private(set) var finds: ResolvedText?
  private(set) var binding: (file: ResolvedText, url: ResolvedText)?
  private(set) var assigns: [ResolvedText] = []
  private(set) var cost = CommandCost.instant
  private(set) var because = ""

  init(
    _ model: CommandModel, command: Argument, arguments: [Argument], star: String, variables: [String: Argument],
    isWritten: @escaping ([String]) -> Bool
  ) {
    self.isWritten = isWritten
    self.variables = variables
    self.command = command
    self.arguments = arguments
    self.star = star
    let syntax = model.part.options ?? OptionSyntax()
    apply(model.part, Invocation(arguments, syntax: syntax), syntax, certainty: .yes)
  }

  private mutating func apply(
    _ part: ModelPart, _ invocation: Invocation, _ syntax: OptionSyntax, certainty: Certainty
  ) {
    if certainty == .maybe { isPartlyUnknown = true }
    takeClaims(of: part, certainty: certainty)
    takeTexts(of: part, invocation, certainty: certainty)
    for template in part.effects {
      for key in resolve(template.key, invocation) {
        effects.append(
          Effect(
            mode: template.mode, kind: template.kind, key: key, reach: key.isOpen ? .tree : template.reach))
      }
    }
    if let sql = part.sql { applyStatements(sql, database: part.sqlDatabase, invocation) }
    // By index: parts are large, and most conditions do not hold.
    for index in part.additions.indices {
      let holds = self.certainty(of: part.additions[index], invocation)
      if holds != .no { applyInner(part.additions[index], invocation, syntax, certainty: min(holds, certainty)) }
    }
    guard !part.cases.isEmpty else { return }
    for index in part.cases.indices {
      let holds = self.certainty(of: part.cases[index], invocation)
      if holds != .no { applyInner(part.cases[index], invocation, syntax, certainty: min(holds, certainty)) }
      if holds == .yes { return }
    }
    isPartlyUnknown = true
  }

  /// Applies a part within a part, with the words sorted anew where it has options of its own.
  private mutating func applyInner(
    _ part: ModelPart, _ invocation: Invocation, _ syntax: OptionSyntax, certainty: Certainty
  ) {
    guard let options = part.options else { return apply(part, invocation, syntax, certainty: certainty) }
    let merged = syntax.merging(options)
    apply(part, Invocation(arguments, syntax: merged), merged, certainty: certainty)
  }

  private mutating func takeClaims(of part: ModelPart, certainty: Certainty) {
    switch (part.ending, certainty) {
    case (.never, _), (_, .no): break
    case (.always, .yes): ending = .always
    case (.may, _), (.always, .maybe): if ending == .never { ending = .may }
    }
    if part.cannotFail, certainty == .yes { cannotFail = true }
    if certainty == .yes { fetch = part.fetch ?? fetch }
    readsInput = readsInput || part.readsInput
    needsTerminal = needsTerminal || part.needsTerminal
    polls = polls || part.polls
    isPartlyUnknown = isPartlyUnknown || part.isUnknown
    if let partCost = part.cost { cost = max(cost, partCost) }
    if !part.because.isEmpty { because = part.because }
  }

  private mutating func takeTexts(of part: ModelPart, _ invocation: Invocation, certainty: Certainty) {
    for template in part.assigns { assigns += resolve(template, invocation) }
    if let run = part.runs, invocation.operands.count >= run.firstOperand {
      runs = invocation.operands[run.firstOperand - 1].index..<(arguments.last.map { $0.index + 1 } ?? 0)
      runsWithMoreWords = run.takesInput
    }
    if let template = part.runsText { runsText = resolve(template, invocation).first }
    if let template = part.starts { starts = resolve(template, invocation).first }
    guard certainty == .yes else { return }
    if let template = part.prints { prints = resolve(template, invocation).first }
    for template in part.printsOne { printsOne += resolve(template, invocation) }
    if let template = part.finds { finds = resolve(template, invocation).first }
    if let templates = part.binding, let file = resolve(templates.file, invocation).first,
      let url = resolve(templates.url, invocation).first
    {
      binding = (file, url)
    }
  }

  private mutating func applyStatements(_ sql: Template, database: Template?, _ invocation: Invocation) {
    let session = database.flatMap { resolve($0, invocation).first }
    for statements in resolve(sql, invocation) {
      guard let accesses = statements.text.map(StatementAccess.all) ?? StatementAccess.first(in: statements.knownPrefix)
      else {
        isPartlyUnknown = true
        effects.append(Effect(mode: .write, kind: .database, key: session ?? ResolvedText(), reach: .tree))
        continue
      }
      for access in accesses {
        let key = access.database.map { ResolvedText(pieces: [.text($0)]) } ?? session
        effects.append(
          Effect(mode: access.mode, kind: .database, key: key ?? ResolvedText(), reach: key == nil ? .tree : .exact))
      }
    }
  }
}

// MARK: - Conditions

extension Evaluation {
  private func certainty(of part: ModelPart, _ invocation: Invocation) -> Certainty {
    if !part.written.isEmpty, !isWritten(part.written) { return .no }
    var result = Certainty.yes
    for condition in part.conditions {
      let certainty = self.certainty(of: condition.claim, invocation)
      result = min(result, condition.isNegated ? certainty.negated : certainty)
      if result == .no { break }
    }
    return result
  }

  private func certainty(of claim: Condition.Claim, _ invocation: Invocation) -> Certainty {
    switch claim {
    case .options(let names):
      return names.contains { invocation.has($0) } ? .yes : invocation.hasUnknownOption ? .maybe : .no
    case .exists(let reference):
      return values(of: reference, invocation).isEmpty ? .no : .yes
    case .matches(.star, let patterns):
      let word = Argument(index: 0, text: star, prefix: star, suffix: star)
      return patterns.map { $0.certainty(toMatch: word) }.max() ?? .no
    case .matches(.operand(let position), let patterns) where position > 0:
      guard position <= invocation.operands.count else { return .no }
      return Self.certainty(that: invocation.operands[position - 1], matches: patterns)
    case .surelyMatches(let reference, let patterns):
      return certainty(of: .matches(reference, patterns), invocation) == .yes ? .yes : .no
    case .matches(let reference, let patterns):
      return values(of: reference, invocation).map { Self.certainty(that: $0, matches: patterns) }.max() ?? .no
    }
  }

  private static func certainty(that argument: Argument, matches patterns: [SimplePattern]) -> Certainty {
    var result = Certainty.no
    for pattern in patterns {
      result = max(result, pattern.certainty(toMatch: argument))
      if result == .yes { break }
    }
    return result
  }
}

// MARK: - References

extension Evaluation {
  /// The words, or ends of words, that a reference stands for.
  private func values(of reference: Reference, _ invocation: Invocation) -> [Argument] {
    let operands = invocation.operands
    switch reference {
    case .operand(0):
      return [command]
    case .operand(let position):
      return position <= operands.count ? [operands[position - 1]] : []
    case .operands(let from, let exceptLast):
      return Array(operands.dropLast(exceptLast ? 1 : 0).dropFirst(from - 1))
    case .paths(let from):
      return operands.dropFirst(from - 1).filter(\.isPath)
    case .last:
      return operands.last.map { [$0] } ?? []
    case .option(let name):
      return invocation.options.compactMap { $0.name == name ? $0.value : nil }
    case .keyed(let name):
      return operands.filter { $0.prefix.hasPrefix(name + "=") }.map { $0.dropping(name.utf8.count + 1) }
    case .base(let inner), .head(let inner):
      return values(of: inner, invocation)
    case .variable(let name):
      return variables[name].map { [$0] } ?? []
    case .star, .targets:
      return []
    }
  }

  private func texts(of reference: Reference, _ invocation: Invocation) -> [ResolvedText] {
    switch reference {
    case .star:
      return [ResolvedText(pieces: [.text(star)])]
    case .targets:
      return targets(invocation)
    case .base:
      return values(of: reference, invocation).map(Self.base)
    case .head:
      return values(of: reference, invocation).map { ResolvedText(pieces: [.argument($0.beforeColon)]) }
    case .variable(let name) where variables[name] == nil:
      return [ResolvedText(isOpen: true)]
    case .paths:
      return values(of: reference, invocation).map { argument in
        // What is asked for of a checkout beside its own follows in brackets.
        guard let path = argument.text, let bracket = path.firstIndex(of: "[") else {
          return ResolvedText(pieces: [.argument(argument)])
        }
        return ResolvedText(pieces: [.text(String(path[..<bracket]))])
      }
    case .operand, .operands, .last, .option, .keyed, .variable:
      return values(of: reference, invocation).map { ResolvedText(pieces: [.argument($0)]) }
    }
  }

  private static func base(_ argument: Argument) -> ResolvedText {
    argument.baseName.map { ResolvedText(pieces: [.text($0)]) } ?? ResolvedText(isOpen: true)
  }

  /// Every text that a template gives: one for each combination of its references' values.
  private func resolve(_ template: Template, _ invocation: Invocation) -> [ResolvedText] {
    var results = [ResolvedText()]
    for piece in template.pieces {
      switch piece {
      case .text(let text):
        for index in results.indices where !results[index].isOpen { results[index].pieces.append(.text(text)) }
      case .reference(let reference):
        let values = texts(of: reference, invocation)
        results = results.flatMap { before in
          before.isOpen
            ? [before]
            : values.map { ResolvedText(pieces: before.pieces + $0.pieces, isOpen: $0.isOpen) }
        }
      }
    }
    return results
  }

  /// Where `cp`, `mv`, `ln` and `install` put their operands: at the last operand or, where that is or may be a
  /// directory, below it.
  private func targets(_ invocation: Invocation) -> [ResolvedText] {
    var sources = invocation.operands
    if let directory = values(of: .option("-t"), invocation).first {
      return sources.map { Self.below(directory, $0) }
    }
    guard let last = sources.popLast() else { return [] }
    guard let first = sources.first else { return [Self.base(last)] }
    let destination = ResolvedText(pieces: [.argument(last)])
    if invocation.has("-T") { return [destination] }
    if sources.count > 1 || last.suffix.hasSuffix("/") || last.text == "." || last.text == ".." {
      return sources.map { Self.below(last, $0) }
    }
    guard let name = last.baseName, let source = first.baseName else { return [destination] }
    return name == source || name.contains(".")
      ? [destination] : [destination, Self.below(last, first)]
  }

  private static func below(_ directory: Argument, _ source: Argument) -> ResolvedText {
    var result = ResolvedText(pieces: [.argument(directory)])
    guard let name = source.baseName else {
      result.isOpen = true
      return result
    }
    result.pieces.append(.text(directory.suffix.hasSuffix("/") ? name : "/" + name))
    return result
  }
}
