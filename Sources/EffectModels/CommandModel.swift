/// What the models say of one command, or of several that are alike; a class, since it is large and shared by all who ask.
final class CommandModel: Sendable {
  /// The files in which devstack defines it, where it is a function; none for what is no function.
  let definingFiles: [String]
  let part: ModelPart
  /// The variables of the shell that keys of effects refer to.
  let variables: [String]

  init(definingFiles: [String], part: ModelPart) {
    variables = Array(Set(part.variables)).sorted()
    self.definingFiles = definingFiles
    self.part = part
  }
}

/// What holds of an invocation under a condition; the outermost part of a model has none.
struct ModelPart: Sendable {
  var conditions: [Condition] = []
  /// Words that one of the commands of the function has to begin with or to run, for the part to hold of it.
  var written: [String] = []
  /// Options beside those of the part around it.
  var options: OptionSyntax?
  var effects: [EffectTemplate] = []
  /// The first one whose condition holds counts. Where none does, it is not known what the command does.
  var cases: [ModelPart] = []
  /// Each one whose condition holds counts.
  var additions: [ModelPart] = []
  var runs: Run?
  var runsText: Template?
  var starts: Template?
  /// Statements of SQL, and the database that they are about unless they name one.
  var sql: Template?
  var sqlDatabase: Template?
  var ending = Ending.never
  var cannotFail = false
  var readsInput = false
  var needsTerminal = false
  var polls = false
  var isUnknown = false
  var fetch: FetchKind?
  var prints: Template?
  /// What it may print, one of them each time.
  var printsOne: [Template] = []
  /// The program whose path it prints.
  var finds: Template?
  var binding: (file: Template, url: Template)?
  var assigns: [Template] = []
  var cost: CommandCost?
  var because = ""

  /// The variables that keys of effects refer to, in this part and those within it.
  fileprivate var variables: [String] {
    effects.flatMap(\.key.variables) + cases.flatMap(\.variables) + additions.flatMap(\.variables)
  }

  /// The words of a command within a command.
  struct Run: Sendable, Equatable {
    /// The operand that is its name.
    let firstOperand: Int
    /// Whether more words come from standard input.
    let takesInput: Bool
  }

  enum Ending: String, Sendable { case never, may, always }
}

/// What is done to one resource, or to several.
struct EffectTemplate: Sendable, Equatable {
  let mode: EffectMode
  let kind: ResourceKind
  let key: Template
  let reach: EffectReach
}
