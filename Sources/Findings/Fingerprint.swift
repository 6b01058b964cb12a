package import SourceText

/// A name for a finding that stays when lines move: what baselines, GitLab and SARIF remember it by.
///
/// It is made of path, code, task, the text of the line without its blanks, and the ordinal among equals.
package struct Fingerprint: Sendable, Hashable {
  package let text: String

  /// One fingerprint for each finding, in their order; all differ.
  package static func all(of findings: [Finding], in sources: [String: SourceFile]) -> [Fingerprint] {
    var ordinals: [UInt64: Int] = [:]
    var lines: [Line: String] = [:]
    return findings.map { finding in
      var hash = FNV1a()
      hash.add(finding.location.path)
      hash.add(finding.rule.code)
      hash.add(finding.task ?? "")
      if let source = sources[finding.location.path] {
        let number = source.lines.line(at: finding.location.range.lowerBound)
        let line = Line(path: finding.location.path, number: number)
        let text = lines[line] ?? hashedLine(of: source, number)
        lines[line] = text
        hash.add(text)
      }
      let ordinal = ordinals[hash.value, default: 0]
      ordinals[hash.value] = ordinal + 1
      hash.add(String(ordinal))
      return Fingerprint(text: hash.hexadecimal)
    }
  }

  private struct Line: Hashable {
    let path: String
    let number: Int
  }

  /// The hash of a line's text without its blanks: a line may be long and have many findings.
  private static func hashedLine(of source: SourceFile, _ number: Int) -> String {
    var hash = FNV1a()
    for word in source.lineText(number).split(whereSeparator: { $0 == " " || $0 == "\t" }) { hash.add(String(word)) }
    return hash.hexadecimal
  }
}

/// The FNV-1a hash of 64 bits.
struct FNV1a {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds a text and its end, so that neighbours cannot run together.
  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(0)
  }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  var hexadecimal: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
