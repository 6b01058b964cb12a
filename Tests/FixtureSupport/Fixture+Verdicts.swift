extension Fixture {
  /// What a name promises about the rule of the fixture.
  private enum Verdict {
    case findsSomething, findsNothing

    /// A name of a function, or of a file without its ending, with `-` or `_` between words.
    init?(name: some StringProtocol) {
      let words = name.split { $0 == "-" || $0 == "_" }
      if words.last == "ok" || words.starts(with: ["false", "negative"]) {
        self = .findsNothing
      } else if words.last == "bad" || words.starts(with: ["false", "positive"]) {
        self = .findsSomething
      } else {
        return nil
      }
    }
  }

  /// Where names and expectations disagree: a function that ends in `_ok` with a finding of the rule, one in `_bad` without.
  package func brokenPromises(in found: [String: [StatedFinding]]) -> [String] {
    let fileName = name.split(separator: "/").last?.dropLast(3) ?? ""
    let all = parts.flatMap { found[$0.path] ?? [] }.filter { $0.rule == ruleName }
    var broken: [String] = []
    if let verdict = Verdict(name: fileName), (verdict == .findsSomething) == all.isEmpty {
      broken.append("\(name): \(all.count) findings of \(ruleName) in the file")
    }
    for part in parts {
      let here = (found[part.path] ?? []).filter { $0.rule == ruleName }
      for (function, lines) in part.functions {
        guard let verdict = Verdict(name: function) else { continue }
        let count = here.count { lines.contains($0.line) }
        if (verdict == .findsSomething) == (count == 0) {
          broken.append("\(part.path): \(count) findings of \(ruleName) in \(function)")
        }
      }
    }
    return broken
  }
}

extension Fixture.Part {
  /// The functions whose definition begins and ends at the first column, with their lines.
  fileprivate var functions: [(name: String, lines: ClosedRange<Int>)] {
    var result: [(name: String, lines: ClosedRange<Int>)] = []
    var open: (name: String, line: Int)?
    for (number, line) in lines.enumerated() {
      if line.hasPrefix("function ") {
        open = (String(line.dropFirst(9).prefix { $0 != " " && $0 != "(" }), number)
      }
      if line == "}", let function = open {
        result.append((function.name, function.line...number))
        open = nil
      }
    }
    return result
  }
}
