internal import Findings
package import SourceText
internal import ShellSyntax

/// The texts that fixes make of files, checked before anything is written.
package struct FixRun: Sendable {
  /// One file before and after.
  package struct Change: Sendable {
    package let path: String
    package let old: SourceFile
    package let new: [UInt8]
  }

  /// In the order of their paths.
  package private(set) var changes: [Change] = []
  /// How many findings the changes mend.
  package private(set) var fixed = 0
  /// Files whose fixes would break them.
  package private(set) var refused: [String] = []

  /// Plans the fixes of a run; files that were only read as context are left alone.
  package init(of result: LintResult, includingUnsafe: Bool) {
    let own = Set(result.checkedPaths)
    let findings = result.findings.filter { $0.silence == nil }.map(\.finding)
      .filter { $0.fix?.edits.allSatisfy { own.contains($0.path) } ?? false }
    var remaining = findings
    while true {
      let plan = FixPlan(for: remaining, includingUnsafe: includingUnsafe)
      let broken = plan.paths.filter { !keepsSyntax($0, plan, result) }
      if broken.isEmpty {
        changes = plan.paths.compactMap { Self.change(of: $0, plan, result) }
        fixed = plan.taken.count
        return
      }
      refused += broken
      // A fix is carried out in all of its files or in none.
      remaining.removeAll { finding in finding.fix?.edits.contains { broken.contains($0.path) } ?? false }
    }
  }

  private static func change(of path: String, _ plan: FixPlan, _ result: LintResult) -> Change? {
    guard let source = result.sources[path], let edits = plan.edits[path] else { return nil }
    let new = edits.applied(to: source.bytes)
    return new == source.bytes ? nil : Change(path: path, old: source, new: new)
  }

  /// Whether bash would reject no more of the new text than of the old one.
  private func keepsSyntax(_ path: String, _ plan: FixPlan, _ result: LintResult) -> Bool {
    guard let change = Self.change(of: path, plan, result) else { return true }
    return ScriptCheck.rejections(in: change.new, path: path)
      <= ScriptCheck.rejections(in: change.old.bytes, path: path)
  }

  /// The changes as one patch.
  package var patch: [UInt8] {
    changes.reduce(into: []) { $0 += UnifiedDiff(path: $1.path, old: $1.old.bytes, new: $1.new).bytes }
  }

  /// The files that several rounds of fixes change, to be written once the last round is done.
  package struct Texts {
    private var changes: [Change] = []

    package init() {}

    /// Takes in a round: of a file that an earlier one changed, the text before that stays.
    package mutating func add(_ round: [Change]) {
      for change in round {
        if let index = changes.firstIndex(where: { $0.path == change.path }) {
          changes[index] = Change(path: change.path, old: changes[index].old, new: change.new)
        } else {
          changes.append(change)
        }
      }
    }

    /// Writes all files; where one cannot be written, none is.
    ///
    /// - Parameter roots: the folders of the programs, relative to the working directory: no link out of them is followed.
    package func write(in workingDirectory: String, roots: [String]) throws(FileError) {
      let roots = roots.map { PathName.joined(workingDirectory, $0) }
      var files = AtomicWrite()
      for change in changes {
        let path = PathName.joined(workingDirectory, change.path)
        let root = Surroundings.boundary(of: path, among: roots) ?? PathName.folder(of: path)
        try files.prepare(path, change.new, within: root, replacing: change.old.bytes)
      }
      try files.commit()
    }
  }
}

/// Looks at texts that are no part of a program yet.
package enum ScriptCheck {
  /// Whether name or contents tell that a file is a script.
  package static func isScript(_ path: String, _ bytes: [UInt8]) -> Bool {
    ScriptKind.byName(path) ?? ScriptKind.byContents(bytes, path: path)
  }

  /// How many places bash would reject.
  package static func rejections(in bytes: [UInt8], path: String) -> Int {
    var parser = ShellParser()
    return parser.parse(SourceFile(path: path, bytes: bytes)).problems
      .filter { if case .rejectedByBash = $0.kind { true } else { false } }.count
  }
}
