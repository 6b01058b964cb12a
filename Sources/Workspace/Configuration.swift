package import Findings

/// What a configuration file says; nil where it says nothing.
package struct Configuration: Sendable {
  /// Where the file lies, absolute; nil for the defaults.
  package var file: String?
  /// Absolute: patterns and paths count from here.
  package var folder: String
  package var devstack: String?
  package var plugins: [String] = []
  package var include: [String] = []
  package var exclude: [String]?
  package var extendExclude: [String] = []
  package var respectsGitignore: Bool?
  package var select: [String]?
  package var extendSelect: [String] = []
  package var ignore: [String] = []
  package var perFileIgnores: [PerFileIgnore] = []
  package var severity: [String: Severity] = [:]
  package var minConfidence: Confidence?
  package var baseline: String?
  package var fixable: [String]?
  package var unfixable: [String] = []
  package var sourcePaths: [String] = []
  package var childMax: Int?
  package var requiresReason: Bool?
  package var profile: Profile?

  /// Rules to ignore in the files that a pattern covers.
  package struct PerFileIgnore: Sendable {
    package let pattern: String
    package let rules: [String]
    /// The folder of the file that states it.
    package let folder: String
  }

  /// Named choices of rules and confidence.
  package enum Profile: String, Sendable, CaseIterable {
    case `default`, strict, all
  }

  package init(folder: String) { self.folder = folder }
}
