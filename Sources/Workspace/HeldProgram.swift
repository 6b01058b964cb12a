internal import Findings
package import ShellProgram
package import ShellSyntax
internal import SourceText
package import TaskAnalysis

/// A program that stays in memory while its files change: a change costs the file that changed, and the analysis.
package struct HeldProgram: Sendable {
  package let root: ProgramRoot
  package let configuration: Configuration
  private var settings: LintSettings
  var program: LoadedProgram
  /// Of the scripts of the program, in their order.
  private(set) var known: [KnownScript] = []
  /// By the paths of scripts on which findings are wanted.
  private(set) var commented: [String: CommentedFile] = [:]
  private var indices: [String: Int] = [:]
  /// The trees of scripts that were edited, by their paths: the next edit parses on from there.
  private var trees: [String: SyntaxTree] = [:]
  /// What was found out about an earlier state: much of it may still hold.
  package var previousFacts: TaskFacts?

  /// Reads the program around a file; what was held before is not parsed again where it is still the same.
  package init(
    _ root: ProgramRoot, settings: LintSettings, configuration: Configuration, reusing old: HeldProgram? = nil
  ) {
    self.root = root
    self.configuration = configuration
    self.settings = settings
    var loader = ProgramLoader(settings: settings, configuration: configuration)
    for script in old?.program.scripts ?? [] {
      if let path = old?.program.absolutePaths[script.source.path] { loader.known[path] = script }
    }
    program = loader.load(root)
    let scripts = program.scripts
    known = mapInParallel(count: scripts.count, threads: settings.jobs) {
      KnownScript(scripts[$0], file: FileIndex($0))
    }
    for (index, script) in scripts.enumerated() {
      let path = script.source.path
      if let absolute = program.absolutePaths[path] { indices[absolute] = index }
      if program.reported.contains(path) { commented[path] = CommentedFile(script) }
    }
  }

  /// The scripts, in the order of their paths.
  package var scripts: [Script] { program.scripts }

  /// The absolute paths of all files that belong to it.
  package var absolutePaths: Dictionary<String, Int>.Keys { indices.keys }

  /// The script at an absolute path.
  package func script(at absolutePath: String) -> Script? { indices[absolutePath].map { program.scripts[$0] } }

  /// Where a script lies, by the path that findings have.
  package func absolutePath(of path: String) -> String? { program.absolutePaths[path] }

  /// The program as all analyses begin with it.
  package func index() -> ProgramIndex? {
    var options = AnalysisOptions(rootKind: root.kind, devstackPath: program.devstackPath)
    if let helpers = configuration.helperModels { options.commands = .builtIn.merging(helpers) }
    return try? programIndex(scripts: program.scripts, options: options, known: known)
  }

  /// Puts another text in the place of a file's; false where the file does not belong to the program yet.
  package mutating func replaceText(of absolutePath: String, by bytes: [UInt8]) -> Bool {
    guard let index = indices[absolutePath] else { return false }
    let path = program.scripts[index].source.path
    if program.scripts[index].source.bytes == bytes { return true }
    var parser = ShellParser()
    let script = parser.parse(
      SourceFile(path: path, bytes: bytes), editing: program.scripts[index].source, keeping: &trees[path])
    program.scripts[index] = script
    known[index] = KnownScript(script, file: FileIndex(index))
    if commented[path] != nil { commented[path] = CommentedFile(script) }
    return true
  }
}

extension ProgramRoot {
  /// The program around a file, all of it wanted; where nothing tells what belongs to the file, it is alone.
  package init(around absolutePath: String) {
    let resolver = ProgramRootResolver(
      paths: [absolutePath], workingDirectory: PathName.folder(of: absolutePath), overlay: [absolutePath])
    let found = resolver.roots.first
    let folder = PathName.folder(of: absolutePath)
    self.init(
      folder: found?.folder ?? folder, kind: found?.kind ?? .scripts, request: .everything,
      isAlone: found?.isAlone ?? true)
    if isAlone { opened = [absolutePath] }
  }

  /// The program that a folder is the root of, or lies in; nil where nothing tells that there is one.
  package init?(ofFolder absolutePath: String) {
    guard let found = Surroundings.programRoot(above: absolutePath) else { return nil }
    self.init(folder: found.folder, kind: found.kind, request: .everything, isAlone: false)
  }

  /// The same program with these files in it, whatever they look like.
  package func including(_ absolutePaths: [String]) -> ProgramRoot {
    var root = self
    root.opened = absolutePaths
    return root
  }
}
