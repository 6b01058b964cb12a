/// Values of some atoms, chosen so that formulas hold: one run among all, pinned down as far as it was asked for.
package struct Valuation: Sendable {
  private var values: [Bool?] = []

  package init() {}

  /// Room for so many atoms, none of them chosen.
  package init(atoms count: Int) { values = Array(repeating: nil, count: count) }

  /// For how many atoms there is room.
  package var count: Int { values.count }

  /// Takes over what is chosen in another one and not here.
  package mutating func fill(from other: Valuation) {
    for atom in values.indices where values[atom] == nil && atom < other.values.count {
      values[atom] = other.values[atom]
    }
  }

  package subscript(atom: FormulaSpace.Atom) -> Bool? {
    get { Int(atom) < values.count ? values[Int(atom)] : nil }
    set {
      if Int(atom) >= values.count { values += Array(repeating: nil, count: Int(atom) + 1 - values.count) }
      values[Int(atom)] = newValue
    }
  }
}
