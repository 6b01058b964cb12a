import DataFlow

/// What unfolding has looked at of the program until some point: while that is still the same, so is all that was found.
struct Consulted: Sendable {
  /// Functions whose text was followed, and files whose commands outside functions were.
  var functions: Set<FunctionIndex> = []
  var files: Set<FileIndex> = []
  /// Names of commands of which it was asked which functions they are, and what those are like.
  var names: Set<String> = []
  /// Whether it was asked which names fit a pattern.
  var hasMatchedPatterns = false
  /// Substitutions of which it was asked whether they matter to tasks.
  var substitutions: [Place: Substitution] = [:]

  struct Substitution: Sendable {
    let facts: CommandFacts
    let isRelevant: Bool
  }
}
