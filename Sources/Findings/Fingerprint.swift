package import SourceText

/// A name for a finding that stays when lines move: what baselines, GitLab and SARIF remember it by.
///
/// It is made of path, code, task, the text of the line without its blanks, and the ordinal among equals.
package struct Fingerprint: Sendable, Hashable {
  package let text: String

  /// One fingerprint for each finding, in their order; all differ.
  package static func all(of findings: [Finding], in sources: [String: SourceFile]) -> [Fingerprint] {
    var ordinals: [UInt64: Int] = [:]
    return findings.map { finding in
      var hash = FNV1a()
      hash.add(finding.location.path)
      hash.add(finding.rule.code)
      hash.add(finding.task ?? "")
      if let source = sources[finding.location.path] {
        hash.add(normalisedLine(of: source, at: finding.location.range.lowerBound))
      }
      let ordinal = ordinals[hash.value, default: 0]
      ordinals[hash.value] = ordinal + 1
      hash.add(String(ordinal))
      return Fingerprint(text: hash.hexadecimal)
    }
  }

  private static func normalisedLine(of source: SourceFile, at offset: Int) -> String {
    let line = source.lineText(source.lines.line(at: offset))
    return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
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
