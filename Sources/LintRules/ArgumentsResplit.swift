package import Findings
import ShellProgram
import TaskAnalysis

/// DSA304: arguments of a task whose quoting the runtime in use does not keep.
package struct ArgumentsResplit: LintRule {
  package static let id = RuleID("DSA304", "arguments-resplit")
  package static let severity = Severity.warning

  package func findings(in context: LintContext) -> [Finding] {
    guard context.profiles.contains(where: \.resplitsArguments) else { return [] }
    var seen: Set<Place> = []
    return context.startSites.flatMap { site -> [Finding] in
      guard let first = site.occurrences.first,
        case .start(_, _, let form) = context.program(first).trace.events[context.start(first).start.event].kind
      else { return [] }
      let name = context.describe(site.name)
      return form.fragileArguments.compactMap { argument in
        guard seen.insert(argument.place).inserted else { return nil }
        return Finding(
          rule: Self.id, severity: Self.severity, confidence: argument.text.text == nil ? .medium : .high,
          message: "this argument of task '\(name)' \(words(argument, context))",
          location: context.location(argument.place), task: name,
          notes: [Finding.Note("this runtime splits and globs arguments a second time, quotes or not", at: nil)])
      }
    }
  }

  private func words(_ argument: FragileArgument, _ context: LintContext) -> String {
    switch argument.danger {
    case .blank: "arrives as several: its text '\(context.describe(argument.text))' has blanks"
    case .pattern: "may arrive as names of files: its text '\(context.describe(argument.text))' is a pattern"
    case .empty: "is empty, and does not arrive at all"
    }
  }
}
