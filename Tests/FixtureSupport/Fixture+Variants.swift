import Foundation
import ShellSyntax

extension Fixture {
  /// The same program in other clothes, with what must then be found; a change that does not apply gives nothing.
  package enum Variant: String, Sendable, CaseIterable {
    case insideFunction
    case afterMultiByteText
    case suppressed
  }

  package func variant(_ variant: Variant) -> Fixture? {
    switch variant {
    case .insideFunction: insideFunction()
    case .afterMultiByteText: afterMultiByteText()
    case .suppressed: suppressed()
    }
  }

  /// Puts the whole of a file into a function that is then called; only where the file defines none itself.
  private func insideFunction() -> Fixture? {
    guard let first = parts.first, !first.lines.contains(where: { $0.hasPrefix("function ") || $0.contains("()") }),
      !first.expectations.contains(where: { $0.rule == "syntax-error" || $0.rule == "unused-suppression" })
    else { return nil }
    var wrapped = first
    wrapped.lines = ["function whole_file {"] + first.lines + ["}", "whole_file \"$@\""]
    wrapped.fixtureLines = [0] + first.fixtureLines + [0, 0]
    for index in wrapped.expectations.indices { wrapped.expectations[index].line += 1 }
    return with(parts: [wrapped] + parts.dropFirst())
  }

  /// Text outside ASCII in a line of its own, and before each command of a task that has a line to itself.
  private func afterMultiByteText() -> Fixture? {
    // a command between start and wait, or between a directive and its command, is more than a change of clothes
    guard ruleName != "unused-suppression",
      !parts.contains(where: { $0.expectations.contains { $0.rule == "wait-immediately" } })
    else { return nil }
    let prefix = ": 'é 日本 😀'; "
    let changed = parts.map { part in
      var part = part
      for number in part.lines.indices {
        let command = part.lines[number].drop { $0 == " " }
        let continues = number > 0 && part.lines[number - 1].hasSuffix("\\")
        let isDirected = number > 0 && part.lines[number - 1].contains("# devstack-async: ")
        guard command.hasPrefix("async_"), !continues, !isDirected else { continue }
        let indentation = part.lines[number].count - command.count
        part.lines[number] = String(repeating: " ", count: indentation) + prefix + command
        for index in part.expectations.indices where part.expectations[index].line == number {
          let old = part.expectations[index].columns
          part.expectations[index].columns = old.lowerBound + prefix.count..<old.upperBound + prefix.count
        }
      }
      return part
    }
    return with(parts: changed)
  }

  private func endsInComment(_ part: Part, _ number: Int) -> Bool {
    var parser = ShellParser()
    let script = parser.parse(part.source)
    let end = script.source.lines.range(ofLine: number).upperBound - 1
    return script.comments.contains { $0.upperBound == end }
  }

  /// A directive at the end of each line with a finding; nothing is expected any more.
  private func suppressed() -> Fixture? {
    guard parts.contains(where: { !$0.expectations.isEmpty }), ruleName != "unused-suppression",
      ruleName != "syntax-error",
      !parts.contains(where: { $0.expectations.contains { $0.rule == "syntax-error" } })
    else { return nil }
    let changed = parts.map { part in
      var part = part
      for (number, expectations) in Dictionary(grouping: part.expectations, by: \.line) {
        let rules = Set(expectations.map(\.rule)).sorted().joined(separator: ", ")
        guard !part.lines[number].hasSuffix("\\") else { continue }
        let plain = part.lines[number]
        part.lines[number] += "  # devstack-async: ignore[\(rules)] as the fixture wants it"
        // In a here-document no comment can stand: what is found there stays.
        if endsInComment(part, number) {
          part.expectations.removeAll { $0.line == number }
        } else {
          part.lines[number] = plain
        }
      }
      return part
    }
    return with(parts: changed)
  }
}
