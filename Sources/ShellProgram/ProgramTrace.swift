package import DataFlow
package import SourceText

/// A place in a file of the program.
package struct Place: Hashable, Sendable {
  package let file: FileIndex
  package let range: SourceRange

  package init(file: FileIndex, range: SourceRange) {
    self.file = file
    self.range = range
  }
}

/// A function call or a sourced file under which events happen.
package struct CallFrame: Sendable {
  package enum Kind: Sendable { case program, function, sourcedFile, trap }

  package let kind: Kind
  /// The function's name or the file's path.
  package let name: String
  /// The file in which its commands stand.
  package let file: FileIndex
  package let function: FunctionIndex?
  package let parent: Int?
  /// Where the parent calls it.
  package let callPlace: Place?
  /// The number of frames below it.
  package let depth: Int
}

/// A shell process: the script's own, or one that bash forks from another.
package struct ShellProcess: Sendable {
  package enum Kind: Sendable, Equatable {
    case main
    case subshell
    case pipelineElement
    case commandSubstitution
    case processSubstitution
    case background
    case coprocess
    case task
  }

  package let kind: Kind
  package let parent: Int?
  /// What bash forks it for; nil for the script's own.
  package let place: Place?
  /// Of a task, the event that starts it.
  package var startEvent: Int?
  /// Whether a failure of it is one of the shell that forks it: a subshell, or what an assignment takes its value from.
  package var decidesStatus = false
}

/// A loop that is followed once for all its rounds.
package struct LoopRecord: Sendable {
  package let place: Place
  /// What it runs over; nil for `while` and `until`.
  package let domain: Domain?
  /// The symbol that stands for the element of each round.
  package let symbol: Symbol?
  /// Where the loop runs at all under one elementary condition, that condition.
  package var runs: FormulaSpace.Atom?
  /// Whether it runs where the condition holds; else where it does not.
  package var runsWhereItHolds = true
  /// When a round is followed by another one.
  package var repeats = Formula.never
}

/// A round of a loop whose rounds are followed one by one.
package struct KnownRound: Sendable {
  /// The loop's variable, where it is named: it tells the loop.
  package let place: Place
  package let frame: Int
  /// The first of its events; the round ends where the next one begins or the loop does.
  package let event: Int
}

/// A task's name as a start or a wait states it.
package struct TaskNameUse: Sendable {
  package let name: SymbolicString
  /// When the command runs with this name.
  package let condition: Formula
  /// The word, or the alternative in its braces, that states the name; in the caller where the name was passed in.
  package let place: Place
  /// The whole word in the helper's own call, where the name can be edited out of it; nil where it was passed in.
  package let editableWord: SourceRange?
}

/// How a start is written.
package struct StartForm: Sendable {
  /// How the command that starts the task is redirected, output before input; nil where it is not.
  package var redirection: RedirectedStream?
  /// Arguments that are other ones after they have been split and globbed again.
  package var fragileArguments: [FragileArgument] = []
  /// The variables that the wait brings back from the task.
  package var carriedVariables: Set<String> = []
}

/// What a redirection is of.
package enum RedirectedStream: Sendable { case output, input }

/// A quoted argument of a task.
package struct FragileArgument: Sendable {
  package enum Danger: Sendable { case blank, pattern, empty }

  package let place: Place
  /// What its text surely has that does not survive.
  package let danger: Danger
  package let text: SymbolicString
  package let condition: Formula
}

/// What a program does to its tasks, one step of it.
package struct TraceEvent: Sendable {
  package enum Leave: Sendable, Equatable {
    case `return`(succeeds: Bool)
    case exit(succeeds: Bool)
    case `break`
    case `continue`
  }

  package enum Kind: Sendable {
    case start([TaskNameUse], body: SymbolicString?, StartForm)
    case wait([TaskNameUse])
    case waitForAll
    case initialize
    case cleanUp
    case loopBegin(Int)
    case loopEnd(Int)
    case processEnd(Int)
    case leave(Leave)
    /// What a trace of effects has besides.
    case effect(EffectEvent)
  }

  package let kind: Kind
  /// When it happens, from the beginning of the program on.
  package let condition: Formula
  package let place: Place
  package let frame: Int
  package let process: Int
  /// The loops around it, outermost first.
  package let loops: [Int]
  /// How many commands ran before it: equal for neighbours.
  package let step: Int

  /// Whether the shell that runs the program does it itself: no subshell, no child, no task.
  package var isInMainShell: Bool { process == 0 }
}

/// Everything that one program does to its tasks, in the order in which it does it.
///
/// Alternatives stand one after the other, told apart by their conditions: the branches of an `if`, the arms of a
/// `case`, what follows an early `return`. A loop stands once, between `loopBegin` and `loopEnd`, unless its rounds are
/// known one by one; a function stands wherever it is called.
package struct ProgramTrace: Sendable {
  package let entry: EntryPoint
  package let events: [TraceEvent]
  package let frames: [CallFrame]
  package let processes: [ShellProcess]
  package let loops: [LoopRecord]
  /// Where all that runs is written down: the rounds of loops of which each round is known.
  package var knownRounds: [KnownRound] = []
  /// Where something was not looked at.
  package let cuts: Cuts
  /// The first call of a helper that nothing defined before.
  package let undefinedHelperCall: Place?

  /// Whether a bound on the work was reached, so that events may be missing.
  package var isIncomplete: Bool { cuts.loseEvents }
}

/// Where bash begins.
package struct EntryPoint: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// A program of a devstack tree, or a script that nothing sources.
    case script
    /// devstack as the models describe it, around plugins.
    case modelledProgram
    /// A function that nothing known calls.
    case function
  }

  package let kind: Kind
  package let name: String
  package let file: FileIndex
  /// Whether it is a program of a devstack tree, all of which is known.
  package let isWholeProgram: Bool
  /// Where it is a function, which.
  let function: FunctionIndex?

  init(kind: Kind, name: String, file: FileIndex, isWholeProgram: Bool = false, function: FunctionIndex? = nil) {
    self.function = function
    self.kind = kind
    self.name = name
    self.file = file
    self.isWholeProgram = isWholeProgram
  }
}

/// An elementary condition, as a reader would write it.
package struct ConditionAtom: Sendable, Equatable {
  /// Tells it from all others.
  let key: String
  package let description: String
  /// Whether the description is the text of a command or of a test.
  package let isCommand: Bool
  /// The symbol that is compared with a text, and the text; nil for another kind of condition.
  package var comparison: Comparison?

  /// Whether it says that a loop has something to run over.
  package var isOfLoop: Bool { key.hasPrefix("runs ") }

  package struct Comparison: Sendable, Equatable {
    package let symbol: Symbol
    package let text: String
  }
}

/// A `source` whose file is not part of the program.
package struct UnresolvedSource: Sendable {
  package let place: Place
  /// The path as far as it is known.
  package let path: String
  /// Whether the path lies in a directory of the program, so that the file should be there.
  package let isExpectedHere: Bool
  /// Whether a test for the file's existence stands before it.
  package let isGuarded: Bool
}

/// The traces of all programs that the files make up.
package struct ProgramTraces: Sendable {
  package let index: ProgramIndex
  package let traces: [ProgramTrace]
  package let formulas: FormulaSpace
  package let symbols: SymbolTable
  package let atoms: [ConditionAtom]
  package let unresolvedSources: [UnresolvedSource]
  /// How the programs were followed, segment by segment, and where that ended; nil unless it was wanted.
  let walk: FollowedPrograms?
  /// How many segments are those of an earlier state of the programs.
  package let reusedSegments: Int

  /// Whether a file that is not known may define what is missed.
  package var mayDefineElsewhere: Bool { !unresolvedSources.isEmpty }

  /// A text as a reader would write it, paths of the program's own files from `$TOP_DIR` on.
  package func describe(_ text: SymbolicString) -> String {
    var words = symbols.describe(text)[...]
    var result = ""
    while let position = words.firstIndex(of: "/") {
      let rest = words[position...]
      result += words[..<position]
      if rest.hasPrefix(PathTable.invented) {
        result += "$TOP_DIR"
        words = rest.dropFirst(PathTable.invented.count)
      } else {
        result += "/"
        words = rest.dropFirst()
      }
    }
    return (result + words).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension TraceEvent.Kind {
  /// Whether it tells something of the path on which it happens, other than that it ends there.
  var isTelling: Bool {
    switch self {
    case .start, .wait, .waitForAll, .initialize, .cleanUp, .loopBegin, .loopEnd: true
    case .leave(.exit(succeeds: false)), .processEnd, .effect: false
    case .leave: true
    }
  }
}
