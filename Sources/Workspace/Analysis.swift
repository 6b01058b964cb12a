package import Findings
package import ShellSyntax

/// What an analysis is told about the program besides its text.
package struct AnalysisOptions: Sendable {
  /// What the root of a program is.
  package enum RootKind: Sendable, Equatable {
    /// A devstack tree: `stack.sh` stands at the root.
    case devstackTree
    /// A plugin; the path of the folder with `plugin.sh`, relative to the root, empty for the root itself.
    case plugin(folder: String)
    /// Scripts of which nothing more is known.
    case scripts
  }

  package var rootKind: RootKind
  /// The paths of scripts on which findings are wanted; the others are context. Nil: all.
  package var reportedPaths: Set<String>?
  /// Where the devstack tree lies, relative to the root: empty for the root itself, nil where there is none.
  ///
  /// Paths of scripts that are read as context from a tree beside a plugin begin with it, as in `../devstack/stack.sh`.
  package var devstackPath: String?
  /// How many statuses of finished children bash is sure to remember.
  package var childMax: Int
  /// The kinds of facts that are wanted as text; none for linting.
  package var factKinds: Set<String>

  package init(
    rootKind: RootKind = .scripts, reportedPaths: Set<String>? = nil, devstackPath: String? = nil, childMax: Int = 32,
    factKinds: Set<String> = []
  ) {
    self.rootKind = rootKind
    self.reportedPaths = reportedPaths
    self.devstackPath = devstackPath
    self.childMax = childMax
    self.factKinds = factKinds
  }
}

/// What an analysis found out.
package struct Analysis: Sendable {
  package var findings: [Finding]
  /// The facts that were asked for, as text, by kind.
  package var facts: [String: String]

  package init(findings: [Finding], facts: [String: String] = [:]) {
    self.findings = findings
    self.facts = facts
  }
}

/// Reads the scripts as one program and judges it.
package func analyzeProgram(scripts: [Script], options: AnalysisOptions) -> Analysis {
  Analysis(findings: scripts.flatMap(syntaxErrors))
}

/// The kinds of facts that `analyzeProgram` can print.
package let analyzedFactKinds: [String] = []
