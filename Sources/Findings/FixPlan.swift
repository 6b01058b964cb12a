package import SourceText

/// Which fixes are carried out together: each wholly or not at all, the first come first served.
package struct FixPlan: Sendable {
  /// The edits of each file.
  package private(set) var edits: [String: EditSet] = [:]
  /// Indices of the findings whose fixes are taken, in order.
  package private(set) var taken: [Int] = []
  /// How many fixes collide with one that was taken: the next run may take them.
  package private(set) var postponed = 0

  /// Plans the fixes of findings in report order.
  package init(for findings: [Finding], includingUnsafe: Bool) {
    for (index, finding) in findings.enumerated() {
      guard let fix = finding.fix, Self.isWanted(fix.tier, includingUnsafe) else { continue }
      if insert(fix) { taken.append(index) } else { postponed += 1 }
    }
  }

  /// The paths of files that change, sorted.
  package var paths: [String] { edits.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

  private static func isWanted(_ tier: Fix.Tier, _ includingUnsafe: Bool) -> Bool {
    switch tier {
    case .safe: true
    case .unsafe: includingUnsafe
    case .displayOnly: false
    }
  }

  private mutating func insert(_ fix: Fix) -> Bool {
    var changed = edits
    for edit in fix.edits {
      do {
        try changed[edit.path, default: EditSet()].insert(edit.edit)
      } catch {
        return false
      }
    }
    edits = changed
    return !fix.edits.isEmpty
  }
}
