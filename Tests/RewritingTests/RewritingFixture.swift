import AsyncRuntime
import Findings
import Foundation
import Rewriting
import Testing
import Verification
import Workspace

/// A tree before its rewriting, and what is expected of it: another tree, or the reasons for which nothing changes.
struct RewritingFixture: Sendable, CustomTestStringConvertible {
  let name: String

  var testDescription: String { name }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../Fixtures/Rewriting"
  ).standardizedFileURL.path

  static let all: [RewritingFixture] = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    .filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/before/stack.sh") }
    .map { RewritingFixture(name: $0) }

  func path(_ version: String) -> String { "\(Self.folder)/\(name)/\(version)" }

  /// The plan for a tree, and the texts that it makes of the files.
  static func rewriting(of folder: String, options: PlanOptions = PlanOptions()) throws -> (
    plan: Plan, report: String, texts: [String: String]
  ) {
    var settings = LintSettings(workingDirectory: folder)
    settings.paths = [folder]
    let configurations = ConfigurationSource(
      workingDirectory: folder, names: RuleNames([]), toolVersion: "0", isIsolated: true, given: [])
    let run = try ParallelizeRun(settings: settings, configurations: configurations)
    let plan = run.plan(options)
    let changes = try run.changes(of: plan, runtimePath: options.runtimePath)
    let texts = [String: String](
      uniqueKeysWithValues: changes.map { ($0.path, String(decoding: $0.new, as: UTF8.self)) })
    return (plan, PlanPrinter(plan: plan, traces: run.traces).report, texts)
  }

  /// The same for a tree that is made of texts.
  static func rewriting(of texts: [String: String], options: PlanOptions = PlanOptions()) throws -> (
    plan: Plan, report: String, texts: [String: String]
  ) {
    let folder = FileManager.default.temporaryDirectory.path + "/rewriting-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write(texts, to: folder)
    return try rewriting(of: folder, options: options)
  }

  /// The files of a tree by path, the runtime library left out.
  static func texts(of folder: String) throws -> [String: String] {
    var texts: [String: String] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      var isFolder: ObjCBool = false
      let full = folder + "/" + path
      guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else { continue }
      texts[path] = try String(contentsOfFile: full, encoding: .utf8)
    }
    return texts
  }

  static func write(_ texts: [String: String], to folder: String) throws {
    for (path, text) in texts {
      let file = URL(filePath: folder + "/" + path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
  }

  static func verdict(
    original: [String: String], changed: [String: String], of plan: Plan = Plan(), seeds: Int = 3
  ) throws -> Verdict {
    var options = VerificationOptions(runtime: RuntimeLibrary.text)
    options.seeds = seeds
    options.delay = 10
    options.arguments = []
    options.mayReorder = plan.reordersCommands
    options.repetitions = plan.repetitions
    return try verify(
      original: ScriptSet(original), changed: ScriptSet(changed), entry: "stack.sh", options: options)
  }
}
