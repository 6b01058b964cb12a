internal import CConfinement

/// Signals that are to end this program while runs are going on: they end first, and nothing is left of them.
package enum Interruption {
  /// From now on such a signal is noted; a verification then ends with `VerificationError.interrupted`.
  package static func note() { confinement_note_interruptions() }

  /// Ends this program by a signal that was noted.
  package static func end(by signal: Int32) -> Never { confinement_end_by(signal) }

  static func check() throws(VerificationError) {
    let signal = confinement_interruption()
    if signal != 0 { throw .interrupted(signal) }
  }
}
