import Foundation
import PackagePlugin

/// Gives a target its own text files as string literals: every file in a folder below the target's that is not Swift.
@main
struct EmbedText: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target as? any SourceModuleTarget else { return [] }
    let files = Self.textFiles(below: module.directoryURL)
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedText.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) text files of \(target.name)",
        executable: try context.tool(named: "embed-text").url,
        arguments: [output.path, module.directoryURL.path] + files.map(\.path),
        inputFiles: files,
        outputFiles: [output])
    ]
  }

  /// Sorted, so that the same tree always gives the same command.
  private static func textFiles(below folder: URL) -> [URL] {
    let contents =
      FileManager.default.enumerator(
        at: folder, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles])?
      .compactMap { $0 as? URL } ?? []
    return
      contents
      .filter { $0.pathExtension != "swift" && $0.deletingLastPathComponent().path != folder.path }
      .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
      .sorted { $0.path < $1.path }
  }
}
