/// How much work is done for programs: a common store, of which none may take too large a part.
///
/// Work is counted in steps, never in time, so that the same scripts are always cut at the same place. What a program is
/// given for its own text does not depend on what others have used, so that one costly script takes nothing from them.
struct WorkBudget: Sendable {
  /// What is left for all programs together, beyond what each has of its own.
  private var common = 450_000
  /// What is left for the conditions of all programs, in operations on formulas.
  private var operations = 40_000_000

  /// The most that one program may take of either.
  private static let maximumSteps = 200_000
  private static let maximumOperations = 12_000_000
  private static let maximumFormulas = 600_000

  /// What one program may do.
  struct Share: Sendable {
    var steps: Int
    var operations: Int
    var formulas: Int
  }

  /// The share of a program whose text has so many bytes.
  func share(bytes: Int) -> Share {
    let own = 32 + bytes / 8
    return Share(
      steps: own + min(Self.maximumSteps, common),
      operations: own * 8 + min(Self.maximumOperations, operations), formulas: own * 2 + Self.maximumFormulas)
  }

  /// Takes out what a program with a text of so many bytes has used.
  mutating func take(steps: Int, operations used: Int, bytes: Int) {
    let own = 32 + bytes / 8
    common -= min(common, max(0, steps - own))
    operations -= min(operations, max(0, used - own * 8))
  }
}
