package import EffectModels
package import ShellSyntax

/// A file of the program, by its place in `ProgramSource.scripts`.
package struct FileIndex: Hashable, Sendable, Comparable {
  package let value: Int

  package init(_ value: Int) { self.value = value }

  package static func < (left: FileIndex, right: FileIndex) -> Bool { left.value < right.value }
}

/// The scripts that are read as one program.
package struct ProgramSource: Sendable {
  package struct Tree: Sendable {
    package enum Kind: Sendable {
      /// Has stack.sh: programs and libraries of devstack itself.
      case devstack
      /// Has devstack/plugin.sh, or is a plugin's `devstack` folder.
      case plugin
      /// Scripts that belong to neither.
      case loose
    }

    package let kind: Kind
    /// The path of its root, in the form of the scripts' paths; empty for the directory that paths are relative to.
    package let path: String

    package init(kind: Kind, path: String) {
      self.kind = kind
      self.path = path
    }
  }

  package let scripts: [Script]
  package let trees: [Tree]
  /// What comments state of commands, by file and by where the command begins.
  package let stated: [FileIndex: [Int: StatedEffects]]

  package init(scripts: [Script], trees: [Tree], stated: [FileIndex: [Int: StatedEffects]] = [:]) {
    self.scripts = scripts
    self.trees = trees
    self.stated = stated
  }
}
