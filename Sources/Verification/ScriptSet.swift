internal import Glibc

/// The scripts of one version of a program, by their paths below its root.
package struct ScriptSet: Sendable, Equatable {
  /// One file, byte for byte.
  package struct Script: Sendable, Equatable {
    package let bytes: [UInt8]
    package let isExecutable: Bool

    package init(bytes: [UInt8], isExecutable: Bool = false) {
      self.bytes = bytes
      self.isExecutable = isExecutable
    }
  }

  package private(set) var scripts: [String: Script]

  package init(_ texts: [String: String]) {
    scripts = texts.mapValues { Script(bytes: Array($0.utf8), isExecutable: $0.hasPrefix("#!")) }
  }

  package init(scripts: [String: Script]) { self.scripts = scripts }

  /// Every regular file below a directory, but for those in directories whose names begin with a dot.
  package init(directory: String) throws(VerificationError) {
    scripts = [:]
    for (path, entry) in try FileTree.entries(below: directory, skipping: { $0.hasPrefix(".") }) {
      if case .file(let bytes, let mode) = entry {
        scripts[path] = Script(bytes: bytes, isExecutable: mode & S_IXUSR != 0)
      }
    }
  }

  /// The same scripts with others added or replaced, as a rewriter's result is given.
  package func replacing(_ texts: [String: String]) -> ScriptSet {
    var result = self
    for (path, text) in texts {
      result.scripts[path] = Script(
        bytes: Array(text.utf8), isExecutable: scripts[path]?.isExecutable ?? text.hasPrefix("#!"))
    }
    return result
  }

  /// The same scripts with the settings of a run: a `local.conf`, if they begin with devstack's `stack.sh` and have none.
  func furnished(_ options: VerificationOptions, entry: String) -> ScriptSet {
    if let text = options.localConf { return replacing(["local.conf": text]) }
    if scripts["stackrc"] == nil || scripts["local.conf"] != nil || scripts["localrc"] != nil { return self }
    return replacing(["local.conf": WorldFiles.text(of: "local.conf")])
  }
}
