import SourceText

/// A place from which on something was not looked at, since a bound on the work was reached.
package struct AnalysisLimit: Hashable, Sendable {
  package let location: FileRange
  /// What was not looked at, and what that means.
  package let message: String

  package init(_ message: String, at location: FileRange) {
    self.message = message
    self.location = location
  }

  /// The same with another path.
  package func mappingPath(_ map: (String) -> String) -> AnalysisLimit {
    AnalysisLimit(message, at: FileRange(path: map(location.path), range: location.range))
  }
}
