package import EffectModels
package import Findings
internal import SourceText

/// What a configuration file says; nil where it says nothing.
package struct Configuration: Sendable {
  /// Where the file lies, absolute; nil for the defaults.
  package var file: String?
  /// Absolute: patterns and paths count from here.
  package var folder: String
  /// The folder that the file must not lead out of, since who wrote it is not known; nil where the command line named it.
  var boundary: String?
  /// Absolute.
  package var devstack: String?
  package var include: [Pattern] = []
  package var exclude: [Pattern]?
  package var extendExclude: [Pattern] = []
  package var respectsGitignore: Bool?
  package var select: [String]?
  package var extendSelect: [String] = []
  package var ignore: [String] = []
  package var perFileIgnores: [PerFileIgnore] = []
  package var severity: [String: Severity] = [:]
  package var minConfidence: Confidence?
  /// Absolute.
  package var baseline: String?
  /// Where in its file the baseline is named.
  package var baselineOffset: Int?
  package var fixable: [String]?
  package var unfixable: [String] = []
  package var childMax: Int?
  package var requiresReason: Bool?
  package var profile: Profile?
  /// What the file says of commands, in the order in which they are named.
  var helpers: [Helper] = []
  /// The same as models; nil where it says nothing.
  package internal(set) var helperModels: CommandModels?
  /// Where each value was stated, as `file:line`.
  package var origins: [ConfigurationKey: String] = [:]

  /// A pattern of files, and the folder that it counts from.
  package struct Pattern: Sendable {
    package let text: String
    package let folder: String

    var list: IgnoreList { IgnoreList(folder: folder, patterns: [text]) }
  }

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

  /// The value of a key as a file would state it; nil where none was stated.
  package func statedValue(of key: ConfigurationKey) -> String? {
    guard origins[key] != nil else { return nil }
    return switch key {
    case .requiredVersion, .extend: nil
    case .devstack: devstack.map(Self.quoted)
    case .include: Self.list(include.map(\.text))
    case .exclude: Self.list((exclude ?? []).map(\.text))
    case .extendExclude: Self.list(extendExclude.map(\.text))
    case .respectGitignore: respectsGitignore.map { "\($0)" }
    case .select: Self.list(select ?? [])
    case .extendSelect: Self.list(extendSelect)
    case .ignore: Self.list(ignore)
    case .perFileIgnores: Self.table(perFileIgnores.map { ($0.pattern, Self.list($0.rules)) })
    case .severity: Self.table(severity.sorted { $0.key < $1.key }.map { ($0.key, Self.quoted($0.value.name)) })
    case .profile: profile.map { Self.quoted($0.rawValue) }
    case .minConfidence: minConfidence.map { Self.quoted($0.name) }
    case .baseline: baseline.map(Self.quoted)
    case .fixable: Self.list(fixable ?? [])
    case .unfixable: Self.list(unfixable)
    case .childMax: childMax.map { "\($0)" }
    case .requireReason: requiresReason.map { "\($0)" }
    case .helpers: Self.table(helpers.map { ($0.name, $0.statement) })
    }
  }

  static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      if scalar == "\"" || scalar == "\\" { return "\\\(scalar)" }
      guard VisibleText.isHarmful(scalar) else { return String(scalar) }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
    return "\"" + scalars.joined() + "\""
  }

  private static func list(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ", ") + "]" }

  private static func table(_ members: [(String, String)]) -> String {
    "{ " + members.map { "\(quoted($0)) = \($1)" }.joined(separator: ", ") + " }"
  }
}
