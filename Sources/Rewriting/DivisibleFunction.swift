import ShellProgram
import ShellSyntax
import SourceText

/// A function whose text can be divided between two statements of its own list, as far as the text tells.
struct DivisibleFunction {
  let name: String
  let file: FileIndex
  let range: SourceRange
  let statements: [Statement]
  /// The offset of the line below the opening brace.
  let begin: Int
  private let script: Script
  private let uses: FunctionUses
  private let locals: [Local]

  /// A variable that a statement declares local.
  private struct Local {
    let name: String
    /// The number of the statement.
    let declaration: Int
    /// The last statement that mentions it.
    let lastMention: Int
  }

  /// Where it is divided.
  struct Cut {
    /// The offset of the first of the trailing statements.
    let offset: Int
    /// Empty lines between the parts.
    let lines: Range<Int>
    /// Whether a part looks at the arguments of the function.
    let firstUsesArguments: Bool
    let restUsesArguments: Bool
    /// The variables that the first part declares local.
    let locals: Set<String>
    /// What of the shell's state each part mentions to change.
    let changedFirst: Set<ShellStateChange.Kind>
    let changedInRest: Set<ShellStateChange.Kind>
  }

  /// Nil where the function is no plain one of its file, or does what means something else in a part of it.
  init?(_ function: FunctionIndex, _ index: ProgramIndex) {
    let entry = index[function]
    (name, file, range) = (entry.name, entry.file, entry.definition.range)
    script = index.source.scripts[entry.file.value]
    statements = entry.definition.body.statements
    uses = FunctionUses(of: statements, in: name)
    locals = Self.locals(
      of: statements, exported: uses.exported, script.source, end: entry.definition.body.range.upperBound)
    let (source, body, range) = (script.source, entry.definition.body.range, range)
    let isPlain = script.statements.contains {
      if case .functionDefinition(let definition) = $0.command { definition.range == range } else { false }
    }
    let open = source.lines.range(ofLine: source.lines.line(at: body.lowerBound))
    begin = open.upperBound
    guard isPlain, !entry.isNested, index.functionsByName[entry.name]?.count == 1, !uses.isBound,
      let first = statements.first, let last = statements.last, statements.count > 1,
      source.indentation(before: range.lowerBound)?.isEmpty == true,
      source.indentation(before: body.upperBound - 1)?.isEmpty == true,
      source.text(body.lowerBound + 1..<open.upperBound).drop(while: { $0 == " " || $0 == "\t" }).isEmptyOrComment,
      source.lines.range(ofLine: source.lines.line(at: body.upperBound - 1)).upperBound <= body.upperBound + 1,
      first.range.lowerBound >= open.upperBound,
      source.lines.line(at: last.range.upperBound - 1) < source.lines.line(at: body.upperBound - 1)
    else { return nil }
  }

  private static func locals(of statements: [Statement], exported: Set<String>, _ source: SourceFile, end: Int)
    -> [Local]
  {
    // With each statement goes what stands below it: its here-documents.
    let bounds = statements.map(\.range.lowerBound) + [end]
    return statements.indices.flatMap { number in
      CommandFacts.variables(of: [statements[number]]).locals.sorted().map { name in
        let last = statements.indices.last { source.mentions(name, in: bounds[$0]..<bounds[$0 + 1]) }
        let isPlain = name.isPlainLocal && !exported.contains(name)
        return Local(name: name, declaration: number, lastMention: isPlain ? last ?? number : .max)
      }
    }
  }

  /// The place right before a statement; nil where the statements before it and the others belong together.
  func cut(before index: Int) -> Cut? {
    let source = script.source
    let (first, rest) = (statements[..<index], statements[index...])
    guard let last = first.last, !last.command.maySucceedOnlyInPart, let next = rest.first,
      let anchor = WaitAnchor(before: next, after: last.range.upperBound - 1, in: script)
    else { return nil }
    let offset = next.range.lowerBound
    func has(_ use: FunctionUses.Use, inRest: Bool) -> Bool {
      uses.found.contains { $0.use == use && ($0.offset >= offset) == inRest }
    }
    let isBound = [.leaves, .setsArguments, .declares, .staysBehind].contains { has($0, inRest: false) }
    let settings = has(.settings, inRest: false)
    if isBound || settings && (has(.settings, inRest: true) || has(.runsWhatIsNamed, inRest: true)) { return nil }
    let declared = locals.filter { $0.declaration < index }
    guard declared.allSatisfy({ $0.lastMention < index }),
      declared.isEmpty || !has(.readsIndirectly, inRest: true)
    else { return nil }
    let changed = (
      first: Self.kinds.filter { has(.changes($0), inRest: false) },
      rest: Self.kinds.filter { has(.changes($0), inRest: true) }
    )
    var line = source.lines.line(at: anchor.offset)
    while source.lineText(line - 1).allSatisfy(\.isWhitespace) { line -= 1 }
    return Cut(
      offset: offset, lines: source.lines.starts[line]..<anchor.offset,
      firstUsesArguments: has(.arguments, inRest: false), restUsesArguments: has(.arguments, inRest: true),
      locals: Set(declared.map(\.name)), changedFirst: Set(changed.first),
      changedInRest: Set(has(.sources, inRest: true) ? Self.kinds : changed.rest))
  }

  /// What a function leaves of the shell's state is told when it ends.
  static let kinds: [ShellStateChange.Kind] = [.workingDirectory, .option, .umask, .alias, .trap]
}

extension Substring {
  fileprivate var isEmptyOrComment: Bool { first.map { $0.isNewline || $0 == "#" } ?? true }
}

extension String {
  /// Whether a local variable of that name means something only to who mentions it: names with capital letters may be
  /// those of exported variables, which it would hide, or of the shell's own.
  fileprivate var isPlainLocal: Bool { !contains(where: \.isUppercase) && !hasSuffix("_proxy") }
}

/// What of a function's text may depend on all of it being one function.
private struct FunctionUses: SyntaxVisitor {
  enum Use: Equatable {
    /// `return`
    case leaves
    /// `shift`, `set --`
    case setsArguments
    case declares
    /// A process in the background.
    case staysBehind
    /// `set` and `shopt`, whatever for.
    case settings
    /// A command whose name is not written there.
    case runsWhatIsNamed
    case readsIndirectly
    case arguments
    case sources
    case changes(ShellStateChange.Kind)
  }

  private(set) var found: [(use: Use, offset: Int)] = []
  /// Whether it cannot be divided anywhere.
  private(set) var isBound = false
  /// The variables that it exports.
  private(set) var exported: Set<String> = []
  private var subshells: [SourceRange] = []
  private let name: String

  init(of statements: [Statement], in name: String) {
    self.name = name
    walk(statements)
  }

  private static let bound: Set<String> = [
    "bg", "caller", "coproc", "disown", "enable", "eval", "exec", "fg", "getopts", "jobs", "trap", "ulimit", "wait",
  ]
  private static let boundNames: Set<String> = [
    "FUNCNAME", "BASH_SOURCE", "BASH_LINENO", "BASH_ARGV", "BASH_ARGC", "!", "_",
  ]

  mutating func visit(_ statement: Statement) {
    if statement.isBackgrounded { found.append((.staysBehind, statement.range.lowerBound)) }
    switch statement.command {
    case .unparsed, .coprocess: isBound = true
    case .simple, .pipeline, .andOrList, .compound, .functionDefinition: break
    }
  }

  mutating func visit(_ definition: FunctionDefinition) -> Bool {
    isBound = true
    return false
  }

  mutating func visit(_ compound: CompoundCommand) {
    if case .subshell = compound.kind { subshells.append(compound.range) }
    if case .forLoop(let loop) = compound.kind, loop.words == nil { note(.arguments, compound.range) }
  }

  mutating func visit(_ expansion: ParameterExpansion) {
    if Self.boundNames.contains(expansion.name) { isBound = true }
    if ["@", "*", "#"].contains(expansion.name) || expansion.name.allSatisfy(\.isNumber), expansion.name != "0" {
      note(.arguments, expansion.range)
    }
    switch expansion.operation {
    case .indirect, .namesWithPrefix: note(.readsIndirectly, expansion.range)
    case .value, .length, .keys, .applied: break
    }
  }

  mutating func visit(_ command: SimpleCommand) {
    var words = command.words[...]
    while ["builtin", "command"].contains(words.first?.literalText ?? ""), words.count > 1 { words.removeFirst() }
    guard let first = words.first else { return }
    guard let called = first.literalText else { return note(.runsWhatIsNamed, command.range) }
    let operands = words.dropFirst().map(\.literalText)
    if Self.bound.contains(called) || called == name { isBound = true }
    switch called {
    case "return": note(.leaves, command.range)
    case "shift": note(.setsArguments, command.range)
    case "source", ".":
      note(.sources, command.range)
      // A file that is given no arguments finds those of the function.
      note(.arguments, command.range)
    case "local":
      if operands.contains(where: { $0?.hasPrefix("-") == true && $0 != "-a" && $0 != "-A" && $0 != "-i" && $0 != "-r" }
      ) {
        isBound = true
      }
    case "declare", "typeset": note(.declares, command.range)
    case "export": exported.formUnion(operands.compactMap(\.self) + command.declarations.map(\.name))
    case "set":
      note(.settings, command.range)
      note(.changes(.option), command.range)
      let isPlain = operands.allSatisfy { $0?.hasPrefix("-") == true && $0 != "--" || $0?.hasPrefix("+") == true }
      let isNamed = operands.count == 2 && ["-o", "+o"].contains(operands.first ?? "")
      if !isPlain, !isNamed { note(.setsArguments, command.range) }
    case "shopt":
      note(.settings, command.range)
      note(.changes(.option), command.range)
    case "cd", "pushd", "popd", "dirs": note(.changes(.workingDirectory), command.range)
    case "umask": note(.changes(.umask), command.range)
    case "alias", "unalias": note(.changes(.alias), command.range)
    default: break
    }
  }

  private mutating func note(_ use: Use, _ range: SourceRange) {
    if case .changes = use, subshells.contains(where: { $0.contains(range.lowerBound) }) { return }
    found.append((use, range.lowerBound))
  }
}
