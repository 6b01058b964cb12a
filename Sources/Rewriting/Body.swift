import ShellProgram
import ShellSyntax
import SourceText

/// A piece of code whose statements may become tasks: a function, or what a file does outside of functions.
struct Body {
  enum Owner: Hashable {
    case file(FileIndex)
    case function(FunctionIndex)
  }

  let owner: Owner
  let file: FileIndex
  /// The function's name, or the file's path.
  let name: String
  let tree: StatementTree
  /// Each time that a program runs it.
  var instances: [Instance] = []

  struct Instance {
    let program: Int
    let frame: Int
  }

  var isFunction: Bool { if case .function = owner { true } else { false } }

  /// Whether it is an extra or a plugin, which scripts source once for each of their phases.
  let isExtra: Bool
  /// Whether only the programs of the tree run it: tools are also run by hand, without the tree's functions.
  let isPartOfTree: Bool
}

/// All code of the programs that runs in the shell of a script.
struct Bodies {
  private(set) var all: [Body] = []
  /// Commands that stand as statements of their own, so that errexit watches over them.
  private var plainCommands: Set<Place> = []
  private var indices: [Body.Owner: Int] = [:]

  init(_ timelines: [Timeline], _ index: ProgramIndex) {
    for (program, timeline) in timelines.enumerated() {
      for (frame, record) in timeline.trace.frames.enumerated() where record.kind != .trap {
        let owner = record.function.map { Body.Owner.function($0) } ?? .file(record.file)
        let body = self.body(owner, record.file, record.name, index)
        all[body].instances.append(Body.Instance(program: program, frame: frame))
      }
    }
  }

  private mutating func body(_ owner: Body.Owner, _ file: FileIndex, _ name: String, _ index: ProgramIndex) -> Int {
    if let known = indices[owner] { return known }
    let tree: StatementTree
    switch owner {
    case .file(let file): tree = StatementTree(index.source.scripts[file.value].statements)
    case .function(let function): tree = StatementTree(index[function].definition.body.statements)
    }
    for list in tree.lists {
      for statement in list.statements where !statement.isBackgrounded {
        // The last command of an and-or list is watched over, too.
        let last =
          if case .andOrList(let list) = statement.command { list.rest.last?.command } else {
            Optional(statement.command)
          }
        if case .simple(let command)? = last { plainCommands.insert(Place(file: file, range: command.range)) }
      }
    }
    indices[owner] = all.count
    let path = index.source.scripts[file.value].source.path
    all.append(
      Body(
        owner: owner, file: file, name: name, tree: tree,
        isExtra: path.hasPrefix("extras.d/") || path.hasSuffix("plugin.sh"), isPartOfTree: !path.hasPrefix("tools/")))
    return all.count - 1
  }

  /// The call on the way to a frame whose failure does not end the script: in a condition, an and-or list, a pipeline.
  func testedCall(leadingTo frame: Int, _ timeline: Timeline) -> Place? {
    var current: Int? = frame
    while let next = current {
      let record = timeline.trace.frames[next]
      if let place = record.callPlace, !plainCommands.contains(place) { return place }
      current = record.parent
    }
    return nil
  }
}

extension CompoundCommand {
  /// The statements of a function's body; none where it is no group of commands.
  var statements: [Statement] {
    if case .group(let statements) = kind, redirections.isEmpty { statements } else { [] }
  }
}
