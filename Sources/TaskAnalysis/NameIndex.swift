package import DataFlow
import ShellProgram

/// Finds starts or waits by name, so that each is compared only with those that can be the same.
package struct NameIndex: Sendable {
  private var known: [String: [Int]] = [:]
  private var alike: [SymbolicString: [Int]] = [:]
  private var unknown: [Int] = []
  private var count = 0

  init() {}

  package init(_ names: [SymbolicString]) {
    for name in names { append(name) }
  }

  /// Adds the next one.
  mutating func append(_ name: SymbolicString) {
    if let text = name.text {
      known[text, default: []].append(count)
    } else {
      unknown.append(count)
      alike[name, default: []].append(count)
    }
    count += 1
  }

  /// The positions of all that have the very name, in ascending order.
  func same(as name: SymbolicString) -> [Int] { name.text.map { known[$0] ?? [] } ?? alike[name] ?? [] }

  /// The positions of all whose name may be the given one, in ascending order.
  package func candidates(for name: SymbolicString) -> [Int] {
    guard let text = name.text else { return Array(0..<count) }
    guard let same = known[text] else { return unknown }
    return unknown.isEmpty ? same : (same + unknown).sorted()
  }
}
