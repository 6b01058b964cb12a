import Foundation
import Testing

/// Editors as people have them, without a screen. Where one is not installed its test is skipped, and says so.
@Suite("Real clients")
struct RealClientTests {
  private static let bad = SampleStack.image.replacing("sync_identity", with: "sync_identity nothing_such")

  @Test("Neovim: finding, fix, definition, rename, hover", .enabled(if: Tool.exists("nvim"), "Neovim is not installed"))
  func neovim() throws {
    let session = try EditorSession(SampleStack.files)
    try session.write(Self.bad, to: "lib/image")
    let lines = try Tool.run(
      ["nvim", "--headless", "--clean", "-c", "luafile \(Tool.client("neovim.lua"))"], in: session.folder,
      ["STEPS": Tool.client("sample.lua")])
    #expect(
      Set(lines.filter { !$0.hasPrefix("hover") }) == [
        "finding lib/image 4:30 nothing starts task 'nothing_such'", "action Remove the wait for 'nothing_such'",
        "no finding lib/image", "definition lib/identity:5", "renamed lib/identity:5", "renamed lib/image:3",
        "finding lib/image 5:16 nothing starts task 'elsewhere'", "end",
      ])
    #expect(lines.contains { $0.hasPrefix("hover") && $0.contains("async_wait NAME…") })
  }

  @Test("Emacs with eglot: finding, fix, definition, rename", .enabled(if: Tool.hasEglot, "eglot is not installed"))
  func eglot() throws {
    let session = try EditorSession(SampleStack.files)
    try session.write(Self.bad, to: "lib/image")
    let lines = try Tool.run(
      ["emacs", "-q", "--batch", "-l", Tool.client("eglot.el")], in: session.folder,
      [
        "BAD_FILE": "lib/image", "BAD_TEXT": "'nothing_such'", "BAD_PLACE": "nothing_such", "WAIT": "async_wait sync_",
        "NEW_NAME": "id-sync",
      ])
    #expect(
      Set(lines) == [
        "finding 4 devstack-async [DSA102]: nothing starts task 'nothing_such'",
        "action Remove the wait for 'nothing_such'", "no finding", "definition lib/identity:7",
        "renamed lib/identity:7", "renamed lib/image:4", "end",
      ])
  }

  @Test("Vim with ALE, as the README configures it: finding", .enabled(if: Tool.hasALE, "vim-ale is not installed"))
  func ale() throws {
    let session = try EditorSession(SampleStack.files)
    try session.write(Self.bad, to: "lib/image")
    try session.write("ref: refs/heads/main\n", to: ".git/HEAD")
    let settings = "packadd ale\nlet g:ale_linters = {'sh': ['devstack-async']}\n" + Tool.block("vim")
    try session.write(settings, to: "vimrc")
    let lines = try Tool.run(
      ["vim", "-N", "-u", "vimrc", "-es", "-S", Tool.client("ale.vim")], in: session.folder, ["BAD_FILE": "lib/image"])
    #expect(lines == ["4:30 DSA102 nothing starts task 'nothing_such'"])
  }

  @Test("Kakoune, as the README configures it: finding", .enabled(if: Tool.exists("kak"), "Kakoune is not installed"))
  func kakoune() throws {
    let session = try EditorSession(SampleStack.files)
    try session.write(Self.bad, to: "lib/image")
    try session.write("ref: refs/heads/main\n", to: ".git/HEAD")
    try session.write(Tool.block("kak"), to: "configuration/kak/kakrc")
    let lines = try Tool.run(
      ["bash", Tool.client("kakoune.sh")], in: session.folder,
      ["BAD_FILE": "lib/image", "XDG_CONFIG_HOME": session.folder.path + "/configuration"])
    #expect(lines.last?.hasSuffix(" 4|error: nothing starts task 'nothing_such' [DSA102](col 30)") == true, "\(lines)")
  }

  @Test(
    "pytest-lsp: every recorded editor",
    .enabled(if: Tool.python != nil, "pytest-lsp is not installed (PYTHON names an interpreter that has it)"))
  func profiles() throws {
    let python = try #require(Tool.python)
    let session = try EditorSession(SampleStack.files)
    try session.write(SampleStack.imageWithUnknownWait, to: "lib/image")
    let lines = try Tool.run(
      [python, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", Tool.client("test_profiles.py")],
      in: session.folder, ["TREE": session.folder.path, "BAD_FILE": "lib/image", "PYTHONDONTWRITEBYTECODE": "1"])
    #expect(lines.count { $0.contains("profile ") } >= 8)
    #expect(lines.contains { $0.contains("profile neovim_v0.11.0 ") })
    #expect(lines.last?.contains("passed") == true && lines.last?.contains("failed") == false)
  }
}

/// Programs that tests use where they are there.
enum Tool {
  static func exists(_ name: String) -> Bool { (try? status(["which", name])) == 0 }

  static let hasEglot =
    exists("emacs")
    && (try? status(["emacs", "-q", "--batch", "--eval", "(progn (package-initialize) (require 'eglot))"])) == 0

  /// An interpreter that has pytest-lsp.
  static let python: String? = [ProcessInfo.processInfo.environment["PYTHON"], "python3"].compactMap { $0 }.first {
    (try? status([$0, "-c", "import pytest_lsp"])) == 0
  }

  static let hasALE =
    exists("vim")
    && (try? status(["vim", "-N", "-u", "NONE", "-es", "-c", "packadd ale", "-c", "ALEInfo", "-c", "qa!"])) == 0

  /// The first example of the README in a language.
  static func block(_ language: String) -> String {
    let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../README.md")
    let text = (try? String(contentsOf: readme, encoding: .utf8)) ?? ""
    let parts = text.components(separatedBy: "```\(language)\n")
    return parts.count > 1 ? parts[1].components(separatedBy: "```")[0] : ""
  }

  static func client(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Clients/\(name)").path
  }

  private static func status(_ command: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// The lines that a command prints; killed after two minutes.
  static func run(_ command: [String], in folder: URL, _ environment: [String: String]) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["timeout", "-s", "KILL", "120"] + command
    process.currentDirectoryURL = folder
    var all = ProcessInfo.processInfo.environment
    all.merge(environment) { $1 }
    all["SERVER"] = ServerProcess.path
    // Examples name the program as it is installed.
    let folder = URL(fileURLWithPath: ServerProcess.path).deletingLastPathComponent().path
    all["PATH"] = folder + ":" + (all["PATH"] ?? "/usr/bin:/bin")
    process.environment = all
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(whereSeparator: \.isNewline).map(String.init)
  }
}
