import Findings
import Foundation
import RuleCatalogue
import Testing

@testable import Workspace

@Suite("Discovery")
struct DiscoveryTests {
  static let names = RuleNames(RuleCatalogue.pages.map { RuleID($0.code, $0.name) })

  private func result(
    _ tree: ScratchTree, _ paths: [String] = [], change: (inout LintSettings) -> Void = { _ in }
  ) throws -> LintResult {
    var settings = LintSettings(workingDirectory: tree.path)
    settings.paths = paths
    change(&settings)
    let source = ConfigurationSource(workingDirectory: tree.path, names: Self.names, toolVersion: "0.1.0")
    return try LintRun(settings: settings, rules: [], names: Self.names, configurations: source).result()
  }

  @Test func findsScriptsByTheNamesThatDevstackGivesThem() throws {
    let tree = try ScratchTree([
      "stack.sh": "a\n", "stackrc": "a\n", "functions": "a\n", "functions-common": "a\n", "lib/nova": "# lib\n",
      "lib/databases/mysql": "#!/bin/bash\n", "inc/python": "# inc\n", "extras.d/80-x.sh": "a\n",
      "tools/run": "#!/usr/bin/env bash\n", "tools/py": "#!/usr/bin/env python3\n", "README.md": "a\n",
      "lib/x.py": "a\n", "doc/a.sh": "a\n", ".tox/a.sh": "a\n", "a.sh~": "a\n", "stack-screenrc": "a\n",
      "localrc": "a\n", "files/data": "function \n".replacingOccurrences(of: "function ", with: "plain"),
      "tools/helper": "\nfunction foo {\n  a\n}\n", "lib/other": "x-1() {\n  a\n}\n", "lib/text": "see foo() {\n",
      "tools/short": "\nfoo() { a; }\n", "tools/README": "function foo {\n}\n",
      "tools/prose": "function as needed. If\n",
    ])
    #expect(
      try result(tree).checkedPaths == [
        "extras.d/80-x.sh", "functions", "functions-common", "inc/python", "lib/databases/mysql", "lib/nova",
        "lib/other", "stack.sh", "stackrc", "tools/helper", "tools/run", "tools/short",
      ])
  }

  @Test func ofAPluginTakesItsDevstackFolderOnly() throws {
    let tree = try ScratchTree([
      "p/devstack/plugin.sh": "a\n", "p/devstack/settings": "a\n", "p/devstack/lib/p": "# p\n", "p/run.sh": "a\n",
      "devstack/stack.sh": "a\n", "devstack/lib/q": "# q\n",
    ])
    let found = try result(tree, ["p"])
    #expect(found.checkedPaths == ["p/devstack/lib/p", "p/devstack/plugin.sh", "p/devstack/settings"])
    #expect(found.sources.keys.contains("devstack/lib/q"), "the tree beside the plugin is context")
  }

  @Test func readsTheTreeAroundAFileThatIsNamed() throws {
    let tree = try ScratchTree(["stack.sh": "a\n", "lib/a": "# a\n", "lib/b": "# b\n"])
    let found = try result(tree, ["lib/a"])
    #expect(found.checkedPaths == ["lib/a"])
    #expect(found.sources.count == 3)
  }

  @Test func heedsIgnoreFilesInARepositoryOnly() throws {
    let files = [
      "stack.sh": "a\n", "a.sh": "a\n", "sub/b.sh": "a\n", "sub/keep.sh": "a\n", "out/c.sh": "a\n",
      ".gitignore": "*.sh\n!stack.sh\n/out/\n", "sub/.gitignore": "!keep.sh\n",
    ]
    let outside = try ScratchTree(files)
    #expect(try result(outside).checkedPaths.count == 5)
    let inside = try ScratchTree(files)
    try inside.makeFolder(".git")
    #expect(try result(inside).checkedPaths == ["stack.sh", "sub/keep.sh"])
    #expect(try result(inside) { $0.respectsGitignore = false }.checkedPaths.count == 5)
  }

  @Test func takesWhatGitTracksThoughItIsIgnored() throws {
    let tree = try ScratchTree([
      "stack.sh": "a\n", "samples/local.sh": "a\n", "local.sh": "a\n", ".gitignore": "local.sh\n",
    ])
    for arguments in [["init", "-q"], ["add", "-f", "samples/local.sh", "stack.sh"]] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["git", "-C", tree.path] + arguments
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    #expect(try result(tree).checkedPaths == ["samples/local.sh", "stack.sh"])
  }

  @Test func leavesOutWhatIsExcluded() throws {
    let tree = try ScratchTree([
      "stack.sh": "a\n", "tools/a.sh": "a\n", "lib/b": "# b\n", "lib/c": "# c\n",
      ".devstack-async.toml": "exclude = [\"tools/\", \"lib/b\"]\n",
    ])
    #expect(try result(tree).checkedPaths == ["lib/c", "stack.sh"])
    #expect(try result(tree) { $0.exclude = ["lib/c"] }.checkedPaths == ["lib/b", "stack.sh", "tools/a.sh"])
    #expect(try result(tree, ["lib/b"]).checkedPaths == ["lib/b"])
    #expect(try result(tree, ["lib/b"]) { $0.forceExcludes = true }.checkedPaths == [])
  }

  @Test func complainsInOneLine() throws {
    let tree = try ScratchTree([
      "empty/README": "a\n", "bin/x": "\u{0}\u{1}", "stack.sh": "a\n", "p.sh": "#!/usr/bin/perl\n",
    ])
    #expect(try result(tree, ["nope"]).errors == ["nope: no such file or directory"])
    #expect(try result(tree, ["bin/x"]).errors == ["bin/x: a binary file, not a shell script"])
    let empty = try ScratchTree(["README": "a\n"])
    #expect(try result(empty, ["."]).errors == [".: no shell scripts found"])
  }

  @Test func doesNotFollowLinksInCircles() throws {
    let tree = try ScratchTree(["stack.sh": "a\n", "lib/a": "# a\n"])
    try FileManager.default.createSymbolicLink(atPath: tree.path + "/lib/loop", withDestinationPath: tree.path)
    try FileManager.default.createSymbolicLink(atPath: tree.path + "/lib/also", withDestinationPath: "a")
    #expect(try result(tree).checkedPaths == ["lib/a", "stack.sh"])
  }
}

@Suite("Ignore patterns")
struct IgnorePatternTests {
  @Test(arguments: [
    ("*.sh", "a/b.sh", true), ("/b.sh", "a/b.sh", false), ("a/*.sh", "a/b.sh", true), ("a/*.sh", "a/c/b.sh", false),
    ("**/c/*.sh", "a/c/b.sh", true), ("a/**", "a/c/b.sh", true), ("a/**/b.sh", "a/b.sh", true),
    ("[ab].sh", "b.sh", true), ("[!ab].sh", "b.sh", false), ("[a-c]x", "bx", true), ("?.sh", "ab.sh", false),
    ("\\*.sh", "*.sh", true), ("\\*.sh", "a.sh", false), ("a*b*c", "aXXbYYc", true), ("a*b*c", "aXXbYY", false),
    ("x/", "x", false),
  ])
  func match(pattern: String, path: String, isMatch: Bool) throws {
    let pattern = try #require(IgnorePattern(line: pattern[...]))
    #expect(pattern.matches(path, isFolder: false) == isMatch)
  }

  @Test func thatWouldTakeLongDoNot() throws {
    let pattern = try #require(IgnorePattern(line: "*a*a*a*a*a*a*a*a*b"))
    #expect(!pattern.matches(String(repeating: "a", count: 2_000), isFolder: false))
  }

  @Test func commentsAndBlankLinesAreNone() {
    #expect(IgnorePattern(line: "# x") == nil)
    #expect(IgnorePattern(line: "   ") == nil)
    #expect(IgnorePattern(line: "!x\r")?.isNegated == true)
  }
}
