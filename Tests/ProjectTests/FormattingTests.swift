import FixtureSupport
import Foundation
import Testing

@Suite("The project's own text")
struct FormattingTests {
  @Test func sourcesAreFormatted() throws {
    let (status, output) = try run(
      ["swift", "format", "lint", "--strict", "--recursive", "Sources", "Tests", "Rules", "Package.swift"])
    #expect(status == 0, "\(output)")
  }

  @Test(arguments: Fixture.all(in: "LintRules"))
  func bashAgreesOnFixtures(fixture: Fixture) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for part in fixture.parts {
      let script = folder.appending(path: "part.sh")
      try Data(part.source.bytes).write(to: script)
      let (status, output) = try run(["bash", "-n", script.path])
      let isBroken = part.expectations.contains { $0.rule == "syntax-error" }
      #expect((status == 0) != isBroken, "\(fixture.name): \(output)")
    }
  }

  /// Runs a command at the root of the package; gives its status and both its outputs.
  private func run(_ command: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(filePath: Fixture.packageRoot)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
