internal import Findings
package import ShellSyntax

/// What the command line asks of a lint run.
package struct LintSettings: Sendable {
  /// Absolute, as it was entered.
  package var workingDirectory: String
  package var paths: [String] = []
  package var jobs = 1
  package var rules = RuleSelection.Options()
  package var exclude: [String] = []
  package var extendExclude: [String] = []
  package var forceExcludes = false
  package var respectsGitignore: Bool?
  package var devstack: String?
  package var childMax: Int?
  /// Whether findings are wanted, and not only facts or names of files.
  package var wantsFindings = true
  package var ignoresSuppressions = false
  package var baseline: String?
  package var ignoresBaseline = false
  package var factKinds: Set<String> = []
  package var factSubject: FactSubject?
  /// Texts that stand in for files on the disk, by absolute path.
  package var overlay: [String: [UInt8]] = [:]
  /// The absolute paths that files get later, by those that they have: fingerprints are made of the later ones.
  package var renamed: [String: String] = [:]
  /// Scripts that were read before, by absolute path: they stand where the bytes are still the same.
  package var known: [String: Script] = [:]

  /// How many entries of folders are looked at for scripts before a tree is taken for no program; nil: all.
  package var maximumEntries: Int?

  /// Whether what tasks do to anything but tasks is asked about, whatever the rules need.
  var wantsEffects: Bool {
    factSubject != nil || !factKinds.isDisjoint(with: ["effects", "parallel", FactSubject.explanation])
  }

  package init(workingDirectory: String) { self.workingDirectory = workingDirectory }
}
