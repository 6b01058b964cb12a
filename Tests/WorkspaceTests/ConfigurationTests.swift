import Findings
import Foundation
import Testing

@testable import Workspace

@Suite("The configuration file")
struct ConfigurationTests {
  private func configuration(_ text: String, name: String = ".devstack-async.toml") throws -> Configuration {
    let tree = try ScratchTree([name: text, "base.toml": "select = [\"DSA101\"]\nchild-max = 7\n"])
    let source = ConfigurationSource(
      workingDirectory: tree.path, names: DiscoveryTests.names, toolVersion: "0.1.0")
    return try source.configuration(for: tree.path)
  }

  private func refusal(_ text: String, name: String = ".devstack-async.toml") throws -> String {
    do {
      _ = try configuration(text, name: name)
      return "accepted"
    } catch let error as ConfigurationError {
      return error.description
    }
  }

  @Test(arguments: [
    ("ignroe = []\n", ":1:1: unknown key 'ignroe'; did you mean 'ignore'?"),
    ("select = [\n  \"DSA101\",\n  \"DSA1O2\",\n]\n", ":3:4: unknown rule 'DSA1O2'; did you mean 'DSA102'?"),
    ("\nrespect-gitignore = 1\n", ":2:1: 'respect-gitignore' wants true or false"),
    ("select = \"DSA101\"\n", ":1:1: 'select' wants a list of strings"),
    ("[severity]\nDSA101 = \"fatal\"\n", ":2:1: 'DSA101' wants error, warning or info"),
    ("[per-file-ignores]\n\"lib/*\" = [\"bogus-rule-x\"]\n", ":2:13: unknown rule 'bogus-rule-x'"),
    ("profile = \"strct\"\n", ":1:1: 'profile' wants default, strict, all, not 'strct'; did you mean 'strict'?"),
    ("child-max = 0\n", ":1:1: 'child-max' wants a number above 0"),
    ("required-version = \">=9\"\nnew-key = 1\n", ":1:1: needs devstack-async >=9; this is 0.1.0"),
    ("extend = \".devstack-async.toml\"\n", ": extends itself"),
    ("[helpers.x]\nraeds = []\n", ":2:1: unknown key 'raeds'; did you mean 'reads'?"),
    (
      "[helpers.x]\nwrites = [\"file:$1\", \"fiel:$1\"]\n",
      ":2:23: 'fiel' is no kind of resource; did you mean 'file'?"
    ),
    ("[helpers.x]\nwrites = \"$1\"\n", ":2:11: '$1' lacks its kind"),
    ("[helpers.x]\nwrites = 1\n", ":2:1: 'writes' wants a string or a list of strings"),
    (
      "[helpers.x]\ncost = \"lnog\"\n",
      ":2:1: 'cost' wants instant, short, seconds, long, not 'lnog'; did you mean 'long'?"
    ),
    ("[helpers.x]\nwhen = \"-a\"\n", ":2:1: 'when' belongs into a case"),
    ("[[helpers.x.cases]]\nwhen = \"a b\"\n", ":2:9: 'a b' is no condition"),
    (
      "[[helpers.x.cases]]\n[[helpers.x.cases]]\nwhen = \"-a\"\n",
      ":1:11: no case after the one without 'when' can be reached"
    ),
    ("helpers = 1\n", ":1:1: 'helpers' wants a table"),
    ("[helpers]\nx = 1\n", ":2:1: 'x' wants a table"),
  ])
  func isRefusedWithTheExactPlace(text: String, message: String) throws {
    #expect(try refusal(text) == ".devstack-async.toml" + message)
  }

  @Test(arguments: [
    ("# ignore\nextend-select = []\nignore = [\"DSA909\"]\n", "3:12: unknown rule 'DSA909'"),
    ("severity = {DSA101 = \"info\", DSA102 = 3}\n", "1:30: 'DSA102' wants error, warning or info"),
    ("per-file-ignores.\"\u{E9}\" = [\"DSA101\", \"DSA9x\"]\n", "1:36: unknown rule 'DSA9x'"),
    ("per-file-ignores = {'lib' = 1}\n", "1:22: 'lib' wants a list of strings"),
    ("\u{FEFF}x = 1\n", "1:1: unknown key 'x'"),
    ("child-max = 1\r\n[x]\r\n", "2:2: unknown key 'x'"),
    ("\"a\\n\\u001B\" = 1\n", "1:2: unknown key 'a\\n\\u{1B}'"),
  ])
  func isRefusedWithThePlaceOfTheVeryText(text: String, message: String) throws {
    let refusal = try refusal(text)
    #expect(refusal.hasPrefix(".devstack-async.toml:" + message), "\(refusal)")
  }

  @Test func thatIsNotTOMLIsRefusedWithItsPlace() throws {
    #expect(
      try refusal("a = [1,\nb = 2\n") == ".devstack-async.toml:2:1: 'b' is no value; a string stands in quotes")
    #expect(
      try refusal("child-max = 1\n\nchild-max = 2\n")
        == ".devstack-async.toml:3:1: 'child-max' is defined twice, first in line 1")
    #expect(throws: ConfigurationError("x.toml:2:7: not UTF-8")) {
      try ConfigurationText(name: "x.toml", bytes: Array("\na = '\u{E9}".utf8) + [0xE9, 0x27])
    }
  }

  @Test func inheritsFromAnother() throws {
    let found = try configuration("extend = \"base.toml\"\nchild-max = 9\n")
    #expect(found.select == ["DSA101"])
    #expect(found.childMax == 9)
    #expect(found.origins[.select] == "base.toml:1")
    #expect(found.origins[.childMax] == ".devstack-async.toml:2")
  }

  @Test func statesWhatCommandsDo() throws {
    let found = try configuration(
      """
      [helpers.set_conf]
      in = ["lib/own"]
      writes = ["file:$1"]
      cost = "short"
      because = "edits in place"

      [helpers."*-own"]
      options = "--into:"
      reads-input = true
      [[helpers."*-own".cases]]
      when = "--into"
      writes = "file:$--into"
      [[helpers."*-own".cases]]
      reads = "database:$*"
      """)
    let models = try #require(found.helperModels)
    #expect(models.names == ["*-own", "set_conf"])
    #expect(
      found.statedValue(of: .helpers)
        == #"{ "set_conf" = { in = ["lib/own"], writes = ["file:$1"], cost = "short", because = "edits in place" }, "#
        + #""*-own" = { options = "--into:", reads-input = true, cases = [{ when = "--into", writes = "file:$--into" }, "#
        + #"{ reads = "database:$*" }] } }"#)
  }

  @Test func mayStandInPyproject() throws {
    #expect(try configuration("[tool.devstack-async]\nchild-max = 5\n", name: "pyproject.toml").childMax == 5)
    #expect(try configuration("[tool.other]\nx = 5\n", name: "pyproject.toml").file == nil)
    let text = "[tool.devstack-async]\nx = 5\n"
    #expect(try refusal(text, name: "pyproject.toml").hasPrefix("pyproject.toml:2:1: unknown key 'x'"))
  }

  @Test func isTheNearestWithinTheRepository() throws {
    let tree = try ScratchTree([
      ".devstack-async.toml": "child-max = 1\n", "r/a/b/x.sh": "a\n", "r/a/.devstack-async.toml": "child-max = 2\n",
    ])
    try tree.makeFolder("r/.git")
    let source = ConfigurationSource(
      workingDirectory: tree.path, names: DiscoveryTests.names, toolVersion: "0.1.0")
    #expect(try source.configuration(for: tree.path + "/r/a/b").childMax == 2)
    #expect(try source.configuration(for: tree.path + "/r").childMax == nil)
    #expect(try source.configuration(for: tree.path).childMax == 1)
    let given = ConfigurationSource(
      workingDirectory: tree.path, names: DiscoveryTests.names, toolVersion: "0.1.0",
      given: ["r/a/.devstack-async.toml", "child-max=3"])
    #expect(try given.configuration(for: tree.path).childMax == 3)
  }

  @Test(arguments: [
    (">=0.1", true), ("==0.1", true), ("<0.1", false), (">=0.1,<0.2", true), ("!=0.1.0", false), ("0.2", false),
  ])
  func versionsAreCompared(requirement: String, holds: Bool) {
    #expect(VersionRequirement(requirement)?.accepts("0.1.0") == holds)
  }

  @Test func requirementsThatAreNoneAreRefused() {
    #expect(VersionRequirement("~1")?.accepts("1") == nil)
    #expect(VersionRequirement("")?.accepts("1") == nil)
  }
}

@Suite("Writing files")
struct AtomicWriteTests {
  @Test func keepsModeAndLink() throws {
    let tree = try ScratchTree(["a.sh": "old"])
    try FileManager.default.setAttributes([.posixPermissions: 0o751], ofItemAtPath: tree.path + "/a.sh")
    try FileManager.default.createSymbolicLink(atPath: tree.path + "/l.sh", withDestinationPath: "a.sh")
    var files = AtomicWrite()
    try files.prepare(tree.path + "/l.sh", Array("new".utf8))
    try files.commit()
    #expect(try tree.text(of: "a.sh") == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: tree.path + "/l.sh") == "a.sh")
    let mode = try FileManager.default.attributesOfItem(atPath: tree.path + "/a.sh")[.posixPermissions] as? Int
    #expect(mode == 0o751)
  }

  @Test func leavesNothingBehindWhereOneFileCannotBeWritten() throws {
    let tree = try ScratchTree(["a.sh": "old"])
    do {
      var files = AtomicWrite()
      try files.prepare(tree.path + "/a.sh", Array("new".utf8))
      try files.prepare(tree.path + "/missing/b.sh", Array("new".utf8))
      Issue.record("a file in a folder that is not there was written")
    } catch {
      #expect(error.description.hasSuffix("No such file or directory"))
    }
    #expect(try tree.text(of: "a.sh") == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: tree.path) == ["a.sh"])
  }
}
