import Foundation
import PackagePlugin

/// Gives a target the version at the head of CHANGELOG.md, and the commit that is checked out.
@main
struct EmbedVersion: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let changes = root.appending(path: "CHANGELOG.md")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedVersion.swift")
    return [
      .buildCommand(
        displayName: "Embedding the version",
        executable: try context.tool(named: "embed-version").url,
        arguments: [output.path, changes.path, root.path],
        inputFiles: [changes] + Self.filesThatTellTheCommit(in: root),
        outputFiles: [output])
    ]
  }

  /// What git writes whenever another commit is checked out; nothing where this is no checkout.
  private static func filesThatTellTheCommit(in root: URL) -> [URL] {
    var folder = root.appending(path: ".git")
    if let text = try? String(contentsOf: folder, encoding: .utf8), text.hasPrefix("gitdir: ") {
      folder = URL(fileURLWithPath: text.dropFirst(8).trimmingCharacters(in: .newlines), relativeTo: root)
    }
    return ["HEAD", "logs/HEAD"].map { folder.appending(path: $0) }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
  }
}
