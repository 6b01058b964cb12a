import DataFlow
import EffectModels
import ShellSyntax

/// Commands of which a comment states what they do: that goes before models and before what their functions do.
extension Unfolder {
  func statedEffects(of command: SimpleCommand) -> StatedEffects? {
    guard !index.source.stated.isEmpty, codePlace == nil else { return nil }
    if case .tasks = depth { return nil }
    return index.source.stated[file]?[command.range.lowerBound]
  }

  /// Writes down what is stated, and follows the command as ever for all else: variables, tasks, how it ends.
  mutating func run(_ command: SimpleCommand, stated: StatedEffects, wantsStatus: Bool) -> Formula {
    let words = CommandPrefix.strip(command.words)
    // What a command does that starts a task is what the task does.
    let startsTask = words.first?.literalText.map { name in
      if case .start? = index.models.roles[name] { true } else { false }
    }
    let isRecorded = recordsEffects
    if isRecorded, startsTask != true { record(stated, of: slots(words), command) }
    statedCommand = place(command.range)
    let status = runExpanded(command, wantsStatus: wantsStatus)
    statedCommand = nil
    // Where the first task was started on the way, what is stated may be done beside it.
    if !isRecorded, recordsEffects, startsTask != true { record(stated, of: slots(words), command) }
    return status
  }

  /// Follows a task's body, whose effects are what is stated of the command that starts it; what a command starts of which
  /// something is stated is no part of it.
  mutating func inTask(of command: SimpleCommand, _ words: [Slot], _ body: (inout Unfolder) -> Void) {
    guard let outer = statedCommand else { return body(&self) }
    statedCommand = nil
    if outer == place(command.range), let stated = statedEffects(of: command) {
      record(stated, of: words, command)
      statedCommand = outer
    }
    body(&self)
    statedCommand = outer
  }

  private mutating func record(_ stated: StatedEffects, of arguments: [Slot], _ command: SimpleCommand) {
    for combination in combinations(of: arguments) {
      var executed = ExecutedCommand(words: combination.words)
      (executed.knowledge, executed.mayFail, executed.cost) = (.known, false, .instant)
      let commands = index.commands
      let effects = commands.effects(of: combination.words, stated: stated) { valueForModel(of: $0) }
      executed.effects = effects.map(located)
      record(.command(executed), at: place(command.range), when: combination.condition)
    }
  }
}

extension TraceEvent.Kind {
  /// The same without what it does to anything outside the shell; nil where nothing is left.
  var withoutResources: TraceEvent.Kind? {
    guard case .effect(let effect) = self else { return self }
    switch effect {
    case .command(var command):
      command.effects = []
      command.knowledge = .known
      return .effect(.command(command))
    case .redirection, .opaque: return nil
    case .assignment, .variableRead, .shellState: return self
    }
  }
}
