/// Values of some atoms, chosen so that formulas hold: one run among all, pinned down as far as it was asked for.
package struct Valuation: Sendable {
  private var values: [Bool?] = []

  package init() {}

  package subscript(atom: FormulaSpace.Atom) -> Bool? {
    get { Int(atom) < values.count ? values[Int(atom)] : nil }
    set {
      if Int(atom) >= values.count { values += Array(repeating: nil, count: Int(atom) + 1 - values.count) }
      values[Int(atom)] = newValue
    }
  }
}
