internal import Rewriting
internal import ShellProgram
internal import ShellSyntax

/// Names that stand in the scripts around a path: what options can take.
package struct ProgramNames {
  private let settings: LintSettings
  private let configurations: ConfigurationSource

  package init(settings: LintSettings, configurations: ConfigurationSource) {
    self.settings = settings
    self.configurations = configurations
  }

  /// Functions in the order of their names, each with the first file that defines it.
  package var functions: [(value: String, meaning: String)] {
    get throws(ConfigurationError) {
      let resolver = ProgramRootResolver(paths: settings.paths, workingDirectory: settings.workingDirectory)
      var files: [String: String] = [:]
      for root in resolver.roots {
        let configuration = try configurations.configuration(for: root.folder)
        for script in ProgramLoader(settings: settings, configuration: configuration).load(root).scripts {
          for function in script.functionDefinitions where files[function.name] == nil {
            files[function.name] = script.source.path
          }
        }
      }
      return files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
  }

  /// Tasks that a rewriting makes of commands, each with its command.
  package var tasks: [(value: String, meaning: String)] {
    get throws {
      let plan = try ParallelizeRun(settings: settings, configurations: configurations).plan(PlanOptions())
      let tasks = plan.tasks.map { ($0.name, $0.command) } + plan.laterWaits.map { ($0.name, "its wait moves down") }
      let meanings = Dictionary(tasks, uniquingKeysWith: { first, _ in first })
      return meanings.sorted { $0.key < $1.key }.map {
        ($0.key, $0.value.split(separator: "\n").first.map(String.init) ?? "")
      }
    }
  }
}

/// What git knows of a folder.
package enum Repository {
  /// Branches and tags, by the names that are typed; none where it is no repository or git is missing.
  package static func references(around path: String) -> [String] {
    let folder = FileSystem.kind(of: path) == .folder ? path : PathName.folder(of: path)
    let arguments = ["git", "-C", folder.isEmpty ? "." : folder, "for-each-ref", "--format=%(refname:short)"]
    guard let result = try? Subprocess.run(arguments + ["refs/heads", "refs/remotes", "refs/tags"]) else { return [] }
    return String(decoding: result.output, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
