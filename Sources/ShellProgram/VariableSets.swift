import DataFlow

/// For each function, the variables of its callers that it may assign, callees included.
struct VariableSets: Sendable, Equatable {
  /// All variables that some function assigns, sorted.
  private let names: [String]
  /// For each function a bit for each name.
  private let sets: [[UInt64]]

  init(_ functions: [FunctionEntry], callees: [[Int]]) {
    let names = Set(functions.flatMap(\.facts.assignedVariables)).sorted()
    let indices = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
    let empty = Array(repeating: UInt64(0), count: (names.count + 63) / 64)
    var sets = functions.map { function in
      var set = empty
      for index in function.facts.assignedVariables.compactMap({ indices[$0] }) {
        set[index / 64] |= 1 << UInt64(index % 64)
      }
      return set
    }
    for component in stronglyConnectedComponents(callees) {
      var all = empty
      for member in component {
        for set in [sets[member]] + callees[member].map({ sets[$0] }) {
          for index in all.indices { all[index] |= set[index] }
        }
      }
      for member in component { sets[member] = all }
    }
    self.names = names
    self.sets = sets
  }

  /// The variables of a function, sorted.
  subscript(function: FunctionIndex) -> [String] {
    var result: [String] = []
    for (position, word) in sets[function.value].enumerated() {
      var rest = word
      while rest != 0 {
        result.append(names[position * 64 + rest.trailingZeroBitCount])
        rest &= rest - 1
      }
    }
    return result
  }
}
