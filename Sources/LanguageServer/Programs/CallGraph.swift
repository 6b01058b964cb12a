internal import EffectModels
internal import Findings
internal import ShellProgram
internal import ShellSyntax
internal import SourceText

/// Who calls whom by name, tasks included.
struct CallGraph {
  struct Function {
    let name: String
    let range: FileRange
    let nameRange: FileRange
  }

  struct Edge {
    /// Nil for the text of a file outside functions.
    let caller: String?
    let path: String
    let callee: String
    /// The word that names the callee.
    let place: FileRange
    /// The task as which it runs in the background.
    let task: String?
  }

  private(set) var functions: [Function] = []
  private(set) var edges: [Edge] = []

  init(_ program: AnalysedProgram) {
    let index = program.tasks?.traces.index
    let names = index.map { Set($0.functionsByName.keys) } ?? []
    for script in program.held.scripts {
      let path = script.source.path
      let list = CommandList(of: script)
      functions += list.functions.map {
        Function(
          name: $0.name, range: FileRange(path: path, range: $0.range),
          nameRange: FileRange(path: path, range: $0.nameRange))
      }
      for entry in list.commands {
        guard let first = entry.command.words.first, let name = first.literalText else { continue }
        if case .start(let namePosition, let bodyPosition)? = index?.models.roles[name],
          entry.command.words.count > max(namePosition, bodyPosition)
        {
          let body = entry.command.words[bodyPosition]
          guard let callee = body.literalText, names.contains(callee) else { continue }
          let task = script.source.text(entry.command.words[namePosition].range)
          edges.append(
            Edge(
              caller: entry.function?.name, path: path, callee: callee,
              place: FileRange(path: path, range: body.range), task: task))
        } else if names.contains(name) {
          edges.append(
            Edge(
              caller: entry.function?.name, path: path, callee: name, place: FileRange(path: path, range: first.range),
              task: nil))
        }
      }
    }
  }
}
