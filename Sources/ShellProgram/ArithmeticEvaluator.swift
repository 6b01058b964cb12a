import DataFlow

/// Values of arithmetic expressions (Bash manual, *Shell Arithmetic*), as far as they are known.
///
/// Text that it does not understand and variables without a known number make the result nil; assignments are made all the
/// same, with nil for what is not known.
struct ArithmeticEvaluator {
  private let tokens: [ArithmeticToken]
  private var position = 0
  private var depth = 0
  private var isBroken = false
  /// How sure it is that what is being read is evaluated at all: behind `&&`, `||` and `?` it may not be.
  private var reach = Reach.surely
  private var values: [String: ShellInteger?] = [:]
  private(set) var assigned: [(name: String, value: ShellInteger?)] = []

  private enum Reach { case surely, perhaps, never }

  /// Deeper ones are left unknown.
  private static let maximumDepth = 64

  /// - Parameter valueOf: the number that a variable or a positional parameter holds.
  init(_ text: String, valueOf: (String) -> ShellInteger?) {
    tokens = ArithmeticScanner.tokens(of: text)
    for case .name(let name) in tokens where values[name] == nil { values[name] = .some(valueOf(name)) }
  }

  /// The value of the last of the comma-separated expressions.
  mutating func evaluate() -> ShellInteger? {
    let result = list()
    return isBroken || position < tokens.count ? nil : result
  }

  private mutating func list() -> ShellInteger? {
    var result = ternary()
    while take(",") { result = ternary() }
    return result
  }

  private var next: ArithmeticToken? { position < tokens.count ? tokens[position] : nil }

  private mutating func take(_ symbol: String) -> Bool {
    guard next == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  /// Reads deeper, up to a limit.
  private mutating func nested(_ read: (inout Self) -> ShellInteger?) -> ShellInteger? {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else { return fail() }
    return read(&self)
  }

  private mutating func fail() -> ShellInteger? {
    isBroken = true
    position = tokens.count
    return nil
  }

  /// Reads what is evaluated only where a condition holds; nil: it is not known whether it does.
  private mutating func reading(_ isReached: Bool?, _ read: (inout Self) -> ShellInteger?) -> ShellInteger? {
    let before = reach
    if reach != .never, isReached != true { reach = isReached == false ? .never : .perhaps }
    defer { reach = before }
    return read(&self)
  }

  private mutating func ternary() -> ShellInteger? {
    nested { evaluator in
      let condition = evaluator.logical(0)
      guard evaluator.take("?") else { return condition }
      let holds = condition.map { !$0.isZero }
      let then = evaluator.reading(holds) { $0.list() }
      guard evaluator.take(":") else { return evaluator.fail() }
      let otherwise = evaluator.reading(holds.map { !$0 }) { $0.ternary() }
      return holds.flatMap { $0 ? then : otherwise }
    }
  }

  // MARK: Operators between operands

  /// `||`, then `&&`, which binds tighter: what stands behind them is not always evaluated.
  private mutating func logical(_ level: Int) -> ShellInteger? {
    guard level < 2 else { return binary(0) }
    let deciding = level == 0
    var left = logical(level + 1)
    while take(deciding ? "||" : "&&") {
      let decided = left.map { $0.isZero != deciding }
      let right = reading(decided.map { !$0 }) { $0.logical(level + 1) }
      if decided == true {
        left = .truth(deciding)
      } else if let right, left != nil || right.isZero != deciding {
        left = .truth(!right.isZero)
      } else {
        left = nil
      }
    }
    return left
  }

  private static let levels: [[String]] = [
    ["|"], ["^"], ["&"], ["==", "!="], ["<=", ">=", "<", ">"], ["<<", ">>"], ["+", "-", "++", "--"], ["*", "/", "%"],
  ]

  private mutating func binary(_ level: Int) -> ShellInteger? {
    guard level < Self.levels.count else { return power() }
    var left = binary(level + 1)
    while case .symbol(let symbol)? = next, Self.levels[level].contains(symbol) {
      position += 1
      let right = binary(level + 1)
      if let first = left, let second = right { left = Self.apply(symbol, first, second) } else { left = nil }
    }
    return left
  }

  /// `**` begins at its right.
  private mutating func power() -> ShellInteger? {
    let base = unary()
    guard take("**") else { return base }
    let exponent = nested { $0.power() }
    guard let base, let exponent else { return nil }
    return base.power(exponent)
  }

  private static func apply(_ symbol: String, _ left: ShellInteger, _ right: ShellInteger) -> ShellInteger? {
    switch symbol {
    case "|": left | right
    case "^": left ^ right
    case "&": left & right
    case "==": .truth(left == right)
    case "!=": .truth(left != right)
    case "<=": .truth(left <= right)
    case ">=": .truth(left >= right)
    case "<": .truth(left < right)
    case ">": .truth(left > right)
    case "<<": left.shiftedLeft(by: right)
    case ">>": left.shiftedRight(by: right)
    // Away from a name, two signs are one between operands and one before the second.
    case "+", "++", "--": left + right
    case "-": left - right
    case "*": left * right
    case "/": left.divided(by: right)
    case "%": left.remainder(by: right)
    default: nil
    }
  }

  // MARK: Operands

  private mutating func unary() -> ShellInteger? { nested { $0.signed() } }

  private mutating func signed() -> ShellInteger? {
    for symbol in ["++", "--"] where take(symbol) {
      guard case .name(let name)? = next else { return unary() }
      position += 1
      return step(name, isUp: symbol == "++", returnsNew: true)
    }
    if take("!") { return unary().map { .truth($0.isZero) } }
    if take("~") { return unary().map { ~$0 } }
    if take("-") { return unary().map { -$0 } }
    if take("+") { return unary() }
    return primary()
  }

  private mutating func primary() -> ShellInteger? {
    if take("(") {
      let value = nested { $0.list() }
      return take(")") ? value : fail()
    }
    switch next {
    case .number(let number?):
      position += 1
      return number
    case .name(let name):
      position += 1
      return variable(name)
    case .number(nil), .symbol, .unknown, nil: return fail()
    }
  }

  private mutating func variable(_ name: String) -> ShellInteger? {
    if take("++") { return step(name, isUp: true, returnsNew: false) }
    if take("--") { return step(name, isUp: false, returnsNew: false) }
    for symbol in ["+", "-", "*", "/", "%", "<<", ">>", "&", "^", "|"] where take(symbol + "=") {
      let right = ternary()
      let value = current(name).flatMap { left in right.flatMap { Self.apply(symbol, left, $0) } }
      return assign(name, value)
    }
    if take("=") { return assign(name, ternary()) }
    return current(name)
  }

  private func current(_ name: String) -> ShellInteger? { values[name] ?? nil }

  private mutating func assign(_ name: String, _ value: ShellInteger?) -> ShellInteger? {
    if reach == .never { return value }
    let known = reach == .surely ? value : nil
    assigned.append((name, known))
    values[name] = .some(known)
    return value
  }

  private mutating func step(_ name: String, isUp: Bool, returnsNew: Bool) -> ShellInteger? {
    let old = current(name)
    let new = assign(name, old.map { isUp ? $0 + .one : $0 - .one })
    return returnsNew ? new : old
  }
}
