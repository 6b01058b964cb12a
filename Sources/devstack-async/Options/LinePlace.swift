internal import SourceText
internal import Workspace

/// A line of a file, as an argument names it: `FILE:LINE`; a column after that is passed over.
struct LinePlace {
  let file: String
  /// Counted from 1.
  let line: Int

  init?(_ argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    for count in [1, 2] where parts.count > count {
      let numbers = parts.suffix(count).map { Int($0) ?? 0 }
      guard numbers.allSatisfy({ $0 > 0 }) else { continue }
      let file = parts.dropLast(count).joined(separator: ":")
      if FileSystem.kind(of: file) != nil || count == 1, let line = numbers.first {
        (self.file, self.line) = (FileName.canonical(file), line)
        return
      }
    }
    return nil
  }
}
