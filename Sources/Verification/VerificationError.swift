internal import Glibc

/// Why nothing could be verified.
package enum VerificationError: Error, Sendable, Equatable {
  /// An operation on a file failed with an error number.
  case file(path: String, code: Int32)
  /// A program that is needed is not there.
  case missingProgram(String)
  /// The original has no script of the entry's path.
  case missingEntry(String)
  /// What scripts could do to the machine, although they must not.
  case notConfined([String])
  /// A run could not be started: what failed, and the error's number.
  case notStarted(step: String, code: Int32)
  /// The original itself did not end in time, so that there is nothing to compare with.
  case originalTimedOut(seconds: Int)
  /// A run took more of something than it may.
  case tooMuch(String)
  /// A signal that is to end this program.
  case interrupted(Int32)
}

extension VerificationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let path, let code): "\(path): \(Self.text(of: code))"
    case .missingProgram(let path): "\(path): there is no such program"
    case .missingEntry(let path): "there is no \(path) in the tree"
    case .notConfined(let breaches):
      "the scripts would be run, and nothing here keeps them from \(Self.list(breaches)); --unconfined runs them all the same"
    case .notStarted(let step, let code): "the scripts cannot be run: \(step) failed: \(Self.text(of: code))"
    case .originalTimedOut(let seconds):
      "the original does not end within \(seconds) s; --time-limit SECONDS allows for more"
    case .tooMuch(let what): "a run was ended: \(what)"
    case .interrupted(let signal): "interrupted by signal \(signal)"
    }
  }

  private static func text(of code: Int32) -> String { String(cString: strerror(code)) }

  static func list(_ items: [String]) -> String {
    items.count < 2
      ? items.joined() : items.dropLast().joined(separator: ", ") + " and " + (items.last ?? "")
  }
}
