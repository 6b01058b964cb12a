internal import ArgumentParser
internal import JSON
internal import Pictures
internal import Rewriting
internal import SourceText
internal import Workspace

/// `graph [TREE]`: what may run beside what, of a tree as it is, or as `parallelize` would make it.
struct Graph: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Show what may run beside what in a tree.",
    discussion: CommandPages.graph.help)

  @OptionGroup var files: FileOptions

  /// What is written.
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, html, svg, json, mermaid, dot }

  @Option(name: [.customLong("format"), .customLong("output-format")], help: "What is written.")
  var format: Format?

  @Option(help: ArgumentHelp("Only tasks that are started within these functions.", valueName: "name"))
  var function: [String] = []

  @Flag(help: "As 'parallelize' would make it, with the steps that stay.")
  var after = false

  @OptionGroup var picture: PictureOptions

  func run() throws {
    let lanes = try after ? lanesAfter() : self.lanes(overlay: [:])
    let format = format ?? picture.suffix(among: Self.suffixes).flatMap(Format.init(rawValue:)) ?? .text
    let shown = Picture(graphOf: lanes, name: name)
    switch format {
    case .text: try picture.write(picture.text(of: shown))
    case .json: try picture.write(GraphJSON(lanes).value.pretty)
    case .svg: try picture.write(SVGPicture(shown).document)
    case .html: try picture.write(HTMLPicture(shown, data: GraphJSON(lanes).value).document)
    case .mermaid: try picture.write(MermaidPicture.text(of: shown))
    case .dot: try picture.write(DOTPicture.text(of: shown))
    }
  }

  private static let suffixes = [
    ".html": "html", ".htm": "html", ".svg": "svg", ".json": "json", ".mmd": "mermaid", ".dot": "dot", ".gv": "dot",
    ".txt": "text",
  ]

  private var name: String {
    let tree = files.paths.isEmpty ? "." : files.paths.joined(separator: " ")
    return after ? "\(tree), as parallelize would make it" : tree
  }

  /// - Parameter overlay: texts in place of those of files, by absolute path.
  private func lanes(overlay: [String: [UInt8]]) throws -> GraphLanes {
    var session = try LintSession(files: files, rules: RuleOptions.parse([]))
    session.settings.overlay.merge(overlay) { $1 }
    let result = try session.result()
    if let error = result.errors.first { throw CommandFailure(error) }
    guard let facts = result.lastAnalysis?.tasks, var graph = GraphLanes(of: facts, functions: Set(function)) else {
      throw CommandFailure(
        "\(files.paths.first ?? "."): nothing in it starts a task\(after ? "" : "; '--after' shows what parallelize would start")"
      )
    }
    if graph.tasks.isEmpty {
      throw CommandFailure("no task is started within \(function.joined(separator: ", "))")
    }
    let names = Set(graph.tasks.map(\.name))
    let linted = LintedTree(result)
    graph.findings = linted.findings.filter { names.contains($0.task) }
    graph.told = linted.told(of: names)
    return graph
  }

  private func lanesAfter() throws -> GraphLanes {
    let settings = try files.settings()
    let run: ParallelizeRun
    do {
      run = try ParallelizeRun(settings: settings, configurations: files.configurationSource(settings))
    } catch let error as ParallelizeError {
      throw CommandFailure(error.message)
    }
    let plan = run.plan(PlanOptions())
    let changes: [ParallelizeRun.Change]
    do {
      changes = try run.changes(of: plan, runtimePath: PlanOptions().runtimePath)
    } catch {
      throw CommandFailure(error.message)
    }
    var graph = try lanes(
      overlay: Dictionary(changes.map { (run.folder + "/" + $0.path, $0.new) }, uniquingKeysWith: { first, _ in first })
    )
    graph.refusals = plan.refusals.sorted { $0.seconds > $1.seconds }.prefix(20).map { refusal in
      let source = run.traces.index.source.scripts[refusal.place.file.value].source
      return GraphLanes.Refusal(
        command: refusal.command,
        place: "\(source.path):\(source.lines.line(at: refusal.place.range.lowerBound) + 1)",
        reason: refusal.obstacle.reason)
    }
    return graph
  }
}
