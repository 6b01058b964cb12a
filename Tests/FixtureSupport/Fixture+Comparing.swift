package import Findings
import Foundation

extension Fixture {
  /// What a finding looks like in a fixture: its first line counts.
  package func observed(_ findings: [Finding]) -> [String: [StatedFinding]] {
    var result: [String: [StatedFinding]] = [:]
    for part in parts {
      let source = part.source
      let here = findings.filter { $0.location.path == part.path }
      result[part.path] =
        here.map { finding in
          let line = source.lines.line(at: finding.location.range.lowerBound)
          let start = source.lines.range(ofLine: line).lowerBound
          let text = line < part.lines.count ? part.lines[line] : ""
          let lower = source.text(start..<finding.location.range.lowerBound).count
          let upper = min(source.text(start..<finding.location.range.upperBound).count, text.count)
          return StatedFinding(
            line: line, columns: lower..<max(lower, upper), severity: finding.severity.name, rule: finding.rule.name,
            message: finding.message)
        }.sorted()
    }
    return result
  }

  /// Each difference between what is stated and what was found, in words; empty if there is none.
  package func differences(from found: [String: [StatedFinding]]) -> [String] {
    parts.flatMap { part in
      var unexpected = found[part.path] ?? []
      var missing: [StatedFinding] = []
      for expectation in part.expectations.sorted() {
        if let index = unexpected.firstIndex(where: expectation.isMet) {
          unexpected.remove(at: index)
        } else {
          missing.append(expectation)
        }
      }
      return missing.map { "\(part.path): not found: \($0)" } + unexpected.map { "\(part.path): not stated: \($0)" }
    }
  }

  /// Whether `UPDATE_EXPECTATIONS=1` asks for fixtures to be rewritten.
  package static var updatesExpectations: Bool {
    ProcessInfo.processInfo.environment["UPDATE_EXPECTATIONS"] == "1"
  }

  /// Writes the fixture anew, with marks for what was found in place of those that it had.
  package func update(from found: [String: [StatedFinding]]) throws {
    let old = try String(contentsOfFile: path, encoding: .utf8)
    var heading: [String] = []
    if parts.first?.path != "script.sh" {
      for line in old.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("# file: ") { break }
        heading.append(String(line))
      }
    }
    var lines = heading
    for part in parts {
      if part.path != "script.sh" { lines.append("# file: \(part.path)") }
      lines += part.marked(with: found[part.path] ?? [])
    }
    let new = lines.map { $0 + "\n" }.joined()
    if new != old { try new.write(toFile: path, atomically: true, encoding: .utf8) }
  }
}

extension Fixture.Part {
  /// The lines, each followed by its marks; marks that cannot stand there come last.
  fileprivate func marked(with found: [StatedFinding]) -> [String] {
    var result: [String] = []
    var atEnd: [String] = []
    for (number, line) in lines.enumerated() {
      result.append(line)
      for expectation in found.sorted() where expectation.line == number {
        if allowsComment(after: number), expectation.canBeMarkedBelow {
          result.append(expectation.mark(below: line))
        } else {
          atEnd.append(expectation.markAtEnd)
        }
      }
    }
    return result + atEnd
  }

  /// No comment can follow a line that continues, or stand in a here-document.
  private func allowsComment(after number: Int) -> Bool {
    if lines[number].hasSuffix("\\") { return false }
    var delimiter: String?
    for line in lines[...number] {
      if let open = delimiter {
        if line.drop(while: { $0 == "\t" }) == open { delimiter = nil }
      } else if let redirection = line.range(of: "<<"), !line[redirection.upperBound...].hasPrefix("<") {
        let word = line[redirection.upperBound...].drop { "- '\"\\".contains($0) }
          .prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        delimiter = word.isEmpty ? nil : String(word)
      }
    }
    return delimiter == nil
  }
}
