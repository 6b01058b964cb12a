/// The keys of a configuration file, each with its shape and what it means.
package enum ConfigurationKey: String, Sendable, CaseIterable {
  case requiredVersion = "required-version"
  case extend
  case devstack
  case include
  case exclude
  case extendExclude = "extend-exclude"
  case respectGitignore = "respect-gitignore"
  case select
  case extendSelect = "extend-select"
  case ignore
  case perFileIgnores = "per-file-ignores"
  case severity
  case profile
  case minConfidence = "min-confidence"
  case baseline
  case fixable
  case unfixable
  case childMax = "child-max"
  case requireReason = "require-reason"
  case helpers

  package enum Shape: Sendable, Equatable {
    case text, number, truth, texts, rules, rulesByPattern, severityByRule, helpers
    case oneOf([String])
  }

  package var shape: Shape {
    switch self {
    case .requiredVersion, .extend, .devstack, .baseline: .text
    case .include, .exclude, .extendExclude: .texts
    case .respectGitignore, .requireReason: .truth
    case .select, .extendSelect, .ignore, .fixable, .unfixable: .rules
    case .perFileIgnores: .rulesByPattern
    case .severity: .severityByRule
    case .profile: .oneOf(Configuration.Profile.allCases.map(\.rawValue))
    case .minConfidence: .oneOf(["low", "medium", "high"])
    case .childMax: .number
    case .helpers: .helpers
    }
  }

  package var meaning: String {
    switch self {
    case .requiredVersion: "The versions of devstack-async that may read this file, as in '>=0.1'."
    case .extend: "Another configuration file whose values hold where this one states none."
    case .devstack: "The devstack tree that plugins are checked with."
    case .include: "Patterns of files that are scripts whatever they look like."
    case .exclude: "Patterns of files to leave out."
    case .extendExclude: "Further patterns of files to leave out."
    case .respectGitignore: "Whether to leave out what git ignores (true)."
    case .select: "The rules to check, in place of those that are on by default."
    case .extendSelect: "Further rules to check."
    case .ignore: "Rules not to check."
    case .perFileIgnores: "Rules not to check in the files of a pattern."
    case .severity: "The severity of rules: error, warning or info."
    case .profile: "default: what is proven; strict: what is likely too; all: every rule."
    case .minConfidence: "How sure a finding must be: low, medium (default) or high."
    case .baseline: "The file with findings that are not reported."
    case .fixable: "Rules whose fixes may be applied."
    case .unfixable: "Rules whose fixes are not applied."
    case .childMax:
      "How many statuses of finished children bash is sure to remember (\(AnalysisOptions.defaultChildMax))."
    case .requireReason: "Whether each suppression must give a reason (false)."
    case .helpers: "What commands and functions do, by name; goes before what is built in and before what functions do."
    }
  }
}
