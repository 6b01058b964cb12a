/// What facts are asked about, where not about all of a program.
package enum FactSubject: Sendable, Equatable {
  case function(String)
  /// The line of a file, counted from 1.
  case line(path: String, number: Int)
}

extension FactSubject {
  /// The kind of fact that says all that is known of the tasks at a line, in words.
  package static let explanation = "explanation"

  /// The same, with the path that the program has for the file; nil where the file is not part of it.
  func within(_ program: LoadedProgram, workingDirectory: String) -> FactSubject? {
    guard case .line(let path, let number) = self else { return self }
    let absolute = PathName.joined(workingDirectory, path)
    guard let own = program.absolutePaths.first(where: { $0.value == absolute })?.key else { return nil }
    return .line(path: own, number: number)
  }
}
