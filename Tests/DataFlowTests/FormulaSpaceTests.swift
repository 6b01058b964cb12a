import DataFlow
import Testing

@Suite("Formulas")
struct FormulaSpaceTests {
  private static let atomCount = 5

  /// A formula beside its truth table: bit `i` tells its value where the bits of `i` are the values of the atoms.
  private struct Twin {
    let formula: Formula
    let table: UInt32
  }

  /// Formulas put together at random, each compared with its table: the laws of Boolean algebra hold as tables do.
  @Test("agree with their truth tables", arguments: 0..<20)
  func agreeWithTables(seed: Int) {
    var random = Generator(seed: UInt64(seed))
    var space = FormulaSpace()
    var twins = [Twin(formula: .never, table: 0), Twin(formula: .always, table: .max)]
    for atom in 0..<Self.atomCount {
      let table = (0..<32).reduce(UInt32(0)) { $0 | (UInt32($1 >> atom & 1) << UInt32($1)) }
      twins.append(Twin(formula: space.formula(FormulaSpace.Atom(atom)), table: table))
    }
    for _ in 0..<300 {
      let first = twins[Int(random.next() % UInt64(twins.count))]
      let second = twins[Int(random.next() % UInt64(twins.count))]
      let third = twins[Int(random.next() % UInt64(twins.count))]
      let made: Twin =
        switch random.next() % 5 {
        case 0: Twin(formula: space.and(first.formula, second.formula), table: first.table & second.table)
        case 1: Twin(formula: space.or(first.formula, second.formula), table: first.table | second.table)
        case 2: Twin(formula: space.not(first.formula), table: ~first.table)
        case 3: Twin(formula: space.without(first.formula, second.formula), table: first.table & ~second.table)
        default:
          Twin(
            formula: space.ifThenElse(first.formula, second.formula, third.formula),
            table: (first.table & second.table) | (~first.table & third.table))
        }
      for twin in twins { #expect((twin.formula == made.formula) == (twin.table == made.table)) }
      let implies = space.implies(first.formula, made.formula)
      #expect(implies == (first.table & ~made.table == 0))
      twins.append(made)
    }
  }

  @Test("assuming and forgetting an atom")
  func assuming() {
    var space = FormulaSpace()
    let first = space.formula(0)
    let second = space.formula(1)
    let both = space.and(first, second)
    let assumed = space.assuming(0, true, in: both)
    let denied = space.assuming(0, false, in: both)
    let forgotten = space.forgetting(0, in: both)
    #expect(assumed == second)
    #expect(denied == .never)
    #expect(forgotten == second)
    #expect(space.atoms(of: both) == [0, 1])
  }

  @Test("an example is a shortest way to hold")
  func example() throws {
    var space = FormulaSpace()
    let atoms = (0..<3).map { space.formula(FormulaSpace.Atom($0)) }
    let all = space.and(space.and(atoms[0], atoms[1]), atoms[2])
    let formula = space.or(all, space.without(.always, atoms[1]))
    let literals = try #require(space.example(of: formula))
    #expect(literals.count <= 2)
    #expect(literals.contains { $0.atom == 1 && !$0.value })
    #expect(space.example(of: .never) == nil)
  }
}

/// Numbers that are the same in every run (SplitMix64).
private struct Generator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
