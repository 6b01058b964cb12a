/// A Boolean formula over the atoms of one `FormulaSpace`; equal formulas have equal values.
package struct Formula: Hashable, Sendable {
  fileprivate let index: Int32

  package static let never = Formula(index: 0)
  package static let always = Formula(index: 1)
}

/// Reduced ordered binary decision diagrams, shared by all formulas of one analysis (Bryant 1986).
///
/// Since each formula has one representation, equality is equality of indices and satisfiability is `!= .never`.
/// Atoms are ordered by their creation.
package struct FormulaSpace: Sendable {
  package typealias Atom = Int32

  private struct Node: Equatable {
    let atom: Atom
    let high: Formula
    let low: Formula
  }

  /// A result of `ifThenElse` that is remembered until another one takes its place.
  private struct Choice {
    var condition = Formula.never
    var then = Formula.never
    var otherwise = Formula.never
    var result = Formula.never
  }

  private var nodes: [Node]
  /// Open addressing: the index of the node at its hash, 0 where free; the size is a power of two.
  private var buckets: [Int32]
  /// Indexed by hash; a collision forgets, since a result can always be worked out again.
  private var choices: [Choice]

  /// Past this many nodes no atom is added to a formula any more: the result is then weaker (see `isExhausted`).
  private static let capacity = 2_000_000
  /// What may still be done before answers become approximate.
  private var allowance = Allowance(operations: .max, nodes: capacity)
  private static let choiceCount = 1 << 15
  private static let noChoices = Array(repeating: Choice(), count: choiceCount)

  package init() {
    // Both constants stand behind every atom.
    let constant = Node(atom: .max, high: .never, low: .never)
    nodes = [constant, constant]
    buckets = Array(repeating: 0, count: 1 << 12)
    choices = Self.noChoices
  }

  /// How many results were worked out, and up to how many formulas there may be.
  private struct Allowance {
    var operations: Int
    var nodes: Int
  }

  /// How many results were worked out that were not remembered: a measure of the work.
  package private(set) var operations = 0

  /// Whether formulas grew beyond what is kept or worked out; answers are then approximate.
  package private(set) var isExhausted = false

  /// Allows for so many more operations and formulas from here on; what was exhausted before is exact again, for formulas
  /// that are made from here on.
  package mutating func allow(operations more: Int, formulas: Int) {
    allowance = Allowance(
      operations: more == .max ? .max : operations + more,
      nodes: min(Self.capacity, nodes.count + min(formulas, Self.capacity)))
    guard isExhausted else { return }
    isExhausted = false
    // What was approximate is not remembered.
    choices = Self.noChoices
  }

  /// The number of formulas that exist.
  package var count: Int { nodes.count }

  /// The same formulas, without the memory of what was worked out: for one that is kept and seldom used.
  package var kept: FormulaSpace {
    var space = self
    space.choices = Self.noChoices
    return space
  }

  /// Whether formulas mean the same in both, where the first ones, so many, do.
  package func isSame(as other: FormulaSpace, since count: Int) -> Bool {
    nodes.count == other.nodes.count && nodes[count...] == other.nodes[count...]
  }

  /// The formula that holds just if the atom does.
  package mutating func formula(_ atom: Atom) -> Formula { node(atom, .always, .never) }

  package mutating func and(_ left: Formula, _ right: Formula) -> Formula {
    if left == right || right == .always { return left }
    if left == .always { return right }
    if left == .never || right == .never { return .never }
    // One order for both operands, so that the memory of results serves both.
    return left.index < right.index
      ? ifThenElse(left, right, .never) : ifThenElse(right, left, .never)
  }

  package mutating func or(_ left: Formula, _ right: Formula) -> Formula {
    if left == right || right == .never { return left }
    if left == .never { return right }
    if left == .always || right == .always { return .always }
    return left.index < right.index
      ? ifThenElse(left, .always, right) : ifThenElse(right, .always, left)
  }

  package mutating func not(_ formula: Formula) -> Formula { ifThenElse(formula, .never, .always) }

  /// `left` and not `right`
  package mutating func without(_ left: Formula, _ right: Formula) -> Formula {
    if right == .never { return left }
    return and(left, not(right))
  }

  package mutating func implies(_ left: Formula, _ right: Formula) -> Bool { without(left, right) == .never }

  /// `(condition and then) or (not condition and otherwise)`
  package mutating func ifThenElse(_ condition: Formula, _ then: Formula, _ otherwise: Formula) -> Formula {
    if condition == .always { return then }
    if condition == .never { return otherwise }
    if then == otherwise { return then }
    if then == .always && otherwise == .never { return condition }
    let slot = Self.hash(condition.index, then.index, otherwise.index) & (Self.choiceCount - 1)
    let known = choices[slot]
    if known.condition == condition, known.then == then, known.otherwise == otherwise { return known.result }
    operations += 1
    guard operations <= allowance.operations else {
      isExhausted = true
      return then
    }
    let atom = min(self[condition].atom, self[then].atom, self[otherwise].atom)
    let high = ifThenElse(
      cofactor(condition, atom, true), cofactor(then, atom, true), cofactor(otherwise, atom, true))
    let low = ifThenElse(
      cofactor(condition, atom, false), cofactor(then, atom, false), cofactor(otherwise, atom, false))
    let result = node(atom, high, low)
    choices[slot] = Choice(condition: condition, then: then, otherwise: otherwise, result: result)
    return result
  }

  /// The formula with the atom taken to be true or false.
  package mutating func assuming(_ atom: Atom, _ value: Bool, in formula: Formula) -> Formula {
    let node = self[formula]
    if node.atom > atom { return formula }
    if node.atom == atom { return value ? node.high : node.low }
    return self.node(
      node.atom, assuming(atom, value, in: node.high), assuming(atom, value, in: node.low))
  }

  /// The formula that holds where some value of the atom makes `formula` hold.
  package mutating func forgetting(_ atom: Atom, in formula: Formula) -> Formula {
    or(assuming(atom, true, in: formula), assuming(atom, false, in: formula))
  }

  /// A shortest conjunction of literals that makes the formula hold; nil if nothing does.
  package func example(of formula: Formula) -> [(atom: Atom, value: Bool)]? {
    var lengths: [Formula: Int] = [:]
    func length(_ formula: Formula) -> Int {
      if formula == .always { return 0 }
      if formula == .never { return .max / 2 }
      if let known = lengths[formula] { return known }
      let result = 1 + min(length(self[formula].high), length(self[formula].low))
      lengths[formula] = result
      return result
    }
    guard formula != .never else { return nil }
    var literals: [(atom: Atom, value: Bool)] = []
    var rest = formula
    while rest != .always {
      let node = self[rest]
      let takesHigh = length(node.high) <= length(node.low)
      literals.append((node.atom, takesHigh))
      rest = takesHigh ? node.high : node.low
    }
    return literals
  }

  /// Whether the formula holds only where the atom has that value.
  package func needs(_ atom: Atom, _ value: Bool, for formula: Formula) -> Bool {
    var seen: Set<Formula> = []
    var pending = [formula]
    while let next = pending.popLast() {
      guard next != .never, seen.insert(next).inserted else { continue }
      let node = self[next]
      if node.atom > atom { return false }
      if node.atom < atom {
        pending += [node.high, node.low]
      } else if (value ? node.low : node.high) != .never {
        return false
      }
    }
    return true
  }

  /// Takes the space out of a variable, so that what is done with it copies nothing; what is left knows no formula.
  package static func moving(outOf space: inout FormulaSpace) -> FormulaSpace {
    var result = empty
    swap(&result, &space)
    return result
  }

  /// A space without formulas.
  package static let empty = FormulaSpace()

  /// Chooses values for more atoms, true ones first, so that the formula holds; false, with nothing chosen, where the
  /// values chosen before exclude it.
  ///
  /// Unlike a conjunction of many formulas, this takes no more time than the one formula is large.
  ///
  /// - Parameter visits: counts the nodes that are looked at.
  package func extend(_ valuation: inout Valuation, toSatisfy formula: Formula, visits: inout Int) -> Bool {
    if formula == .always { return true }
    var failed: Set<Formula> = []
    return extend(&valuation, formula, &failed, &visits)
  }

  /// The same where nobody counts.
  package func extend(_ valuation: inout Valuation, toSatisfy formula: Formula) -> Bool {
    var visits = 0
    return extend(&valuation, toSatisfy: formula, visits: &visits)
  }

  /// The same where there may be nothing chosen at all; then it begins with no choice.
  package func extend(_ valuation: inout Valuation?, toSatisfy formula: Formula, visits: inout Int) -> Bool {
    var current = valuation ?? Valuation()
    valuation = nil
    defer { valuation = current }
    return extend(&current, toSatisfy: formula, visits: &visits)
  }

  private func extend(
    _ valuation: inout Valuation, _ formula: Formula, _ failed: inout Set<Formula>, _ visits: inout Int
  ) -> Bool {
    visits += 1
    if formula == .always { return true }
    if formula == .never || failed.contains(formula) { return false }
    let node = self[formula]
    if let value = valuation[node.atom] {
      if extend(&valuation, value ? node.high : node.low, &failed, &visits) { return true }
    } else {
      for value in [true, false] {
        valuation[node.atom] = value
        if extend(&valuation, value ? node.high : node.low, &failed, &visits) { return true }
      }
      valuation[node.atom] = nil
    }
    failed.insert(formula)
    return false
  }

  /// The atoms on which the formula depends, in ascending order.
  package func atoms(of formula: Formula) -> [Atom] {
    var seen: Set<Formula> = []
    var atoms: Set<Atom> = []
    var pending = [formula]
    while let next = pending.popLast() {
      guard next != .always, next != .never, seen.insert(next).inserted else { continue }
      atoms.insert(self[next].atom)
      pending += [self[next].high, self[next].low]
    }
    return atoms.sorted()
  }

  private subscript(formula: Formula) -> Node { nodes[Int(formula.index)] }

  private func cofactor(_ formula: Formula, _ atom: Atom, _ value: Bool) -> Formula {
    let node = self[formula]
    if node.atom != atom { return formula }
    return value ? node.high : node.low
  }

  private static func hash(_ first: Int32, _ second: Int32, _ third: Int32) -> Int {
    var hash = UInt64(UInt32(bitPattern: first)) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ UInt64(UInt32(bitPattern: second))) &* 0xC2B2_AE3D_27D4_EB4F
    hash = (hash ^ UInt64(UInt32(bitPattern: third))) &* 0x1656_67B1_9E37_79F9
    return Int(truncatingIfNeeded: hash >> 24)
  }

  private mutating func node(_ atom: Atom, _ high: Formula, _ low: Formula) -> Formula {
    if high == low { return high }
    var slot = Self.hash(atom, high.index, low.index) & (buckets.count - 1)
    while buckets[slot] != 0 {
      let known = nodes[Int(buckets[slot])]
      if known.atom == atom, known.high == high, known.low == low { return Formula(index: buckets[slot]) }
      slot = (slot + 1) & (buckets.count - 1)
    }
    guard nodes.count < allowance.nodes else {
      isExhausted = true
      return high == .never ? low : high
    }
    let formula = Formula(index: Int32(nodes.count))
    nodes.append(Node(atom: atom, high: high, low: low))
    buckets[slot] = formula.index
    if nodes.count * 2 > buckets.count { growBuckets() }
    return formula
  }

  private mutating func growBuckets() {
    buckets = Array(repeating: 0, count: buckets.count * 2)
    for (index, node) in nodes.enumerated().dropFirst(2) {
      var slot = Self.hash(node.atom, node.high.index, node.low.index) & (buckets.count - 1)
      while buckets[slot] != 0 { slot = (slot + 1) & (buckets.count - 1) }
      buckets[slot] = Int32(index)
    }
  }
}
