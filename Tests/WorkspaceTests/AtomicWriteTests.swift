import Foundation
import Testing

@testable import Workspace

@Suite("Writing all files or none")
struct WritingTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private func link(_ tree: ScratchTree, _ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: tree.path + "/" + path, withDestinationPath: target)
  }

  private func names(_ tree: ScratchTree) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: tree.path).sorted()
  }

  /// Links that lead out of the folder `in`, each to where `out/x` is or would be.
  @Test(arguments: [
    ("in/l", "../out/x"), ("in/l", "/ROOT/out/x"), ("in/l", "../out/new"), ("in/l", "sub/../../out/x"),
    ("in/l", "m"), ("in/sub/l", "../../out/x"), ("in/l", "../in/../out/x"), ("in/l", "/ROOT/in/../out/x"),
    ("in/l", "/ROOT/out/new"), ("in/l", "/proc/self/cwd/x"),
  ])
  func followsNoLinkOut(link path: String, target: String) throws {
    let tree = try ScratchTree(["in/a": "a", "in/sub/b": "b", "out/x": "outside"])
    try link(tree, path, to: target.replacing("/ROOT", with: tree.path))
    try link(tree, "in/m", to: "../out/x")
    let before = try names(tree)
    var files = AtomicWrite()
    let root = tree.path + "/in"
    let error = #expect(throws: FileError.self) {
      try files.prepare(tree.path + "/" + path, bytes("new"), within: root, makesFolders: true)
    }
    #expect(error?.reason.contains("leads out of \(root)") == true, "\(String(describing: error))")
    #expect(try tree.text(of: "out/x") == "outside")
    #expect(try names(tree) == before)
  }

  @Test func followsNoFolderOut() throws {
    let tree = try ScratchTree(["in/a": "a", "out/x": "outside"])
    try link(tree, "in/inc", to: "../out")
    for path in ["in/inc/x", "in/inc/new", "in/inc/deep/new", "in/../out/x"] {
      var files = AtomicWrite()
      #expect(throws: FileError.self, "\(path)") {
        try files.prepare(tree.path + "/" + path, bytes("new"), within: tree.path + "/in", makesFolders: true)
      }
    }
    #expect(try names(tree) == ["in", "in/a", "in/inc", "out", "out/x"])
  }

  @Test(arguments: ["a", "sub/../a", "/ROOT/in/a", "../in/a2/../a", "n"])
  func followsLinksWithin(target: String) throws {
    let tree = try ScratchTree(["in/a": "a", "in/sub/b": "b", "in/a2/c": "c"])
    // A way that leaves the folder and comes back is refused as well: it passes through what is not ours.
    let leaves = target.hasPrefix("../")
    try link(tree, "in/n", to: "sub/../a")
    try link(tree, "in/l", to: target.replacing("/ROOT", with: tree.path))
    var files = AtomicWrite()
    do throws(FileError) {
      try files.prepare(tree.path + "/in/l", bytes("new"), within: tree.path + "/in")
      try files.commit()
      #expect(!leaves)
    } catch {
      #expect(leaves, "\(error)")
    }
    #expect(try tree.text(of: "in/a") == (leaves ? "a" : "new"))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: tree.path + "/in/l").hasSuffix("a") || target == "n")
  }

  @Test func makesFoldersAndTakesThemBack() throws {
    let tree = try ScratchTree(["a": "a"])
    var files = AtomicWrite()
    try files.prepare(tree.path + "/inc/deep/x", bytes("x"), within: tree.path, makesFolders: true)
    try files.prepare(tree.path + "/inc/y", bytes("y"), within: tree.path, makesFolders: true)
    #expect(try names(tree) == ["a"], "nothing is there before all is")
    try files.commit()
    #expect(try names(tree) == ["a", "inc", "inc/deep", "inc/deep/x", "inc/y"])
  }

  @Test func putsBackWhatHadBeenWritten() throws {
    let tree = try ScratchTree(["a": "a", "b": "b", "c": "c", "d": "d"])
    let before = try FileManager.default.attributesOfItem(atPath: tree.path + "/a")[.systemFileNumber] as? Int
    var files = AtomicWrite()
    try files.prepare(tree.path + "/inc/new", bytes("new"), within: tree.path, makesFolders: true)
    for name in ["a", "b", "c", "d"] { try files.prepare(tree.path + "/" + name, bytes("new"), within: tree.path) }
    // The third file goes while the texts are being made.
    try FileManager.default.removeItem(atPath: tree.path + "/c")
    try tree.makeFolder("c")
    #expect(throws: FileError.self) { try files.commit() }
    #expect(try names(tree) == ["a", "b", "c", "d"])
    for name in ["a", "b", "d"] { #expect(try tree.text(of: name) == name) }
    let after = try FileManager.default.attributesOfItem(atPath: tree.path + "/a")[.systemFileNumber] as? Int
    #expect(before == after, "the file itself came back, not a copy")
  }

  @Test func leavesAloneWhatHasChangedMeanwhile() throws {
    let tree = try ScratchTree(["a": "a", "b": "b"])
    var files = AtomicWrite()
    try files.prepare(tree.path + "/a", bytes("new"), within: tree.path, replacing: bytes("a"))
    try files.prepare(tree.path + "/b", bytes("new"), within: tree.path, replacing: bytes("b"))
    try tree.write("edited", to: "b")
    #expect(throws: FileError.self) { try files.commit() }
    #expect(try tree.text(of: "a") == "a")
    #expect(try tree.text(of: "b") == "edited")
  }

  @Test func isNotLedOutByALinkThatComesMeanwhile() throws {
    let tree = try ScratchTree(["in/lib/a": "a", "out/a": "outside"])
    var files = AtomicWrite()
    try files.prepare(tree.path + "/in/lib/a", bytes("new"), within: tree.path + "/in")
    try FileManager.default.moveItem(atPath: tree.path + "/in/lib", toPath: tree.path + "/in/old")
    try link(tree, "in/lib", to: "../out")
    try files.commit()
    #expect(try tree.text(of: "out/a") == "outside")
    #expect(try tree.text(of: "in/old/a") == "new")
  }

  @Test func keepsOwnerAndMode() throws {
    let tree = try ScratchTree(["a": "a"])
    let isRoot = getuid() == 0
    if isRoot { #expect(chown(tree.path + "/a", 4_321, 4_322) == 0) }
    #expect(chmod(tree.path + "/a", 0o4751) == 0)
    var files = AtomicWrite()
    try files.prepare(tree.path + "/a", bytes("new"))
    try files.commit()
    var status = stat()
    #expect(stat(tree.path + "/a", &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o4751)
    if isRoot { #expect(status.st_uid == 4_321 && status.st_gid == 4_322) }
  }

  @Test func aHardLinkOutsideKeepsItsText() throws {
    let tree = try ScratchTree(["in/a": "a"])
    try FileManager.default.linkItem(atPath: tree.path + "/in/a", toPath: tree.path + "/b")
    var files = AtomicWrite()
    try files.prepare(tree.path + "/in/a", bytes("new"), within: tree.path + "/in")
    try files.commit()
    #expect(try tree.text(of: "b") == "a")
  }
}

@Suite("Reading what is no script")
struct SpecialFileTests {
  @Test func pipesDevicesAndEndlessFilesAreRefused() throws {
    let tree = try ScratchTree()
    let pipe = tree.path + "/pipe.sh"
    #expect(mkfifo(pipe, 0o600) == 0)
    let sparse = tree.path + "/sparse.sh"
    #expect(FileManager.default.createFile(atPath: sparse, contents: nil))
    #expect(truncate(sparse, 3 << 40) == 0)
    try FileManager.default.createSymbolicLink(atPath: tree.path + "/zero.sh", withDestinationPath: "/dev/zero")
    for path in [pipe, "/dev/zero", tree.path + "/zero.sh", tree.path] {
      #expect(throws: FileError.self, "\(path)") { try FileSystem.read(path) }
    }
    let error = #expect(throws: FileError.self) { try FileSystem.read(sparse) }
    #expect(error?.reason.hasPrefix("larger than 8 MB") == true)
    #expect(throws: FileError.self) { try FileSystem.read(tree.path + "/a\u{0}b") }
  }
}
