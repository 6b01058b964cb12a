/// Variables, and the elements of each array among them.
struct VariableUses: Sendable {
  private var all: Set<VariableUse> = []
  private var elements: [VariableUse: [VariableUse]] = [:]

  var isEmpty: Bool { all.isEmpty }

  func contains(_ variable: VariableUse) -> Bool { all.contains(variable) }

  mutating func insert(_ variable: VariableUse) {
    guard all.insert(variable).inserted, let bracket = variable.name.utf8.firstIndex(of: UInt8(ascii: "[")) else {
      return
    }
    elements[VariableUse(name: String(variable.name[..<bracket]), owner: variable.owner), default: []].append(variable)
  }

  /// The elements of an array, in the order of their names.
  func elements(of array: VariableUse) -> [VariableUse] {
    guard let found = elements[array] else { return [] }
    return found.sorted { $0.name < $1.name }
  }
}
