/// Values of arithmetic expressions (Bash manual, *Shell Arithmetic*), as far as they are known.
///
/// Text that it does not understand and variables without a known number make the result nil; assignments are made all the
/// same, with nil for what is not known.
struct ArithmeticEvaluator {
  private let characters: [Character]
  private var position = 0
  private var depth = 0
  private var isBroken = false
  /// The number that a variable holds.
  let valueOf: (String) -> Int?
  private(set) var assigned: [(name: String, value: Int?)] = []

  init(_ text: String, valueOf: @escaping (String) -> Int?) {
    // Variables may stand with or without a dollar sign; other expansions are not numbers here.
    characters = Array(text.filter { $0 != "$" && $0 != "{" && $0 != "}" && $0 != "\"" })
    self.valueOf = valueOf
  }

  /// The value of the last of the comma-separated expressions.
  mutating func evaluate() -> Int? {
    var result = ternary()
    while take(",") { result = ternary() }
    skipBlanks()
    return isBroken || position < characters.count ? nil : result
  }

  private mutating func skipBlanks() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }

  private mutating func take(_ symbol: String, notBefore: String = "") -> Bool {
    skipBlanks()
    let end = position + symbol.count
    guard end <= characters.count, characters[position..<end].elementsEqual(symbol) else { return false }
    if end < characters.count, notBefore.contains(characters[end]) { return false }
    position = end
    return true
  }

  private mutating func ternary() -> Int? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 64 else {
      isBroken = true
      return nil
    }
    let condition = binary(0)
    guard take("?") else { return condition }
    let then = ternary()
    guard take(":") else {
      isBroken = true
      return nil
    }
    let otherwise = ternary()
    return condition.flatMap { $0 != 0 ? then : otherwise }
  }

  private static let levels: [[(symbol: String, notBefore: String)]] = [
    [("||", "")], [("&&", "")], [("|", "|=")], [("^", "=")], [("&", "&=")], [("==", ""), ("!=", "")],
    [("<=", ""), (">=", ""), ("<", "<"), (">", ">")], [("<<", "="), (">>", "=")], [("+", "=+"), ("-", "=-")],
    [("*", "=*"), ("/", "="), ("%", "=")], [("**", "")],
  ]

  private mutating func binary(_ level: Int) -> Int? {
    guard level < Self.levels.count else { return unary() }
    var left = binary(level + 1)
    while let symbol = Self.levels[level].first(where: { take($0.symbol, notBefore: $0.notBefore) })?.symbol {
      let right = binary(level + 1)
      if let first = left, let second = right { left = Self.apply(symbol, first, second) } else { left = nil }
    }
    return left
  }

  private static func apply(_ symbol: String, _ left: Int, _ right: Int) -> Int? {
    switch symbol {
    case "||": left != 0 || right != 0 ? 1 : 0
    case "&&": left != 0 && right != 0 ? 1 : 0
    case "|": left | right
    case "^": left ^ right
    case "&": left & right
    case "==": left == right ? 1 : 0
    case "!=": left != right ? 1 : 0
    case "<=": left <= right ? 1 : 0
    case ">=": left >= right ? 1 : 0
    case "<": left < right ? 1 : 0
    case ">": left > right ? 1 : 0
    case "<<": (0..<63).contains(right) ? left << right : nil
    case ">>": (0..<63).contains(right) ? left >> right : nil
    case "+": left &+ right
    case "-": left &- right
    case "*": left &* right
    case "/": right == 0 || (left == .min && right == -1) ? nil : left / right
    case "%": right == 0 || (left == .min && right == -1) ? nil : left % right
    case "**": power(left, right)
    default: nil
    }
  }

  private static func power(_ base: Int, _ exponent: Int) -> Int? {
    guard (0..<64).contains(exponent) else { return nil }
    return (0..<exponent).reduce(1) { result, _ in result &* base }
  }

  private mutating func unary() -> Int? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 64 else {
      isBroken = true
      return nil
    }
    if take("++") { return step(identifier(), by: 1, returnsNew: true) }
    if take("--") { return step(identifier(), by: -1, returnsNew: true) }
    if take("!", notBefore: "=") { return unary().map { $0 == 0 ? 1 : 0 } }
    if take("~") { return unary().map { ~$0 } }
    if take("-") { return unary().map { 0 &- $0 } }
    if take("+") { return unary() }
    return primary()
  }

  private mutating func primary() -> Int? {
    if take("(") {
      let value = ternary()
      if !take(")") { isBroken = true }
      return value
    }
    skipBlanks()
    if position < characters.count, characters[position].isNumber { return number() }
    let name = identifier()
    guard !name.isEmpty else {
      isBroken = true
      return nil
    }
    if take("++") { return step(name, by: 1, returnsNew: false) }
    if take("--") { return step(name, by: -1, returnsNew: false) }
    for symbol in ["+", "-", "*", "/", "%"] where take("\(symbol)=") {
      let right = ternary()
      let value = valueOf(name).flatMap { left in right.flatMap { Self.apply(symbol, left, $0) } }
      assigned.append((name, value))
      return value
    }
    if take("=", notBefore: "=") {
      let value = ternary()
      assigned.append((name, value))
      return value
    }
    return current(name)
  }

  private func current(_ name: String) -> Int? {
    if let last = assigned.last(where: { $0.name == name }) { return last.value }
    return valueOf(name)
  }

  private mutating func step(_ name: String, by difference: Int, returnsNew: Bool) -> Int? {
    let old = current(name)
    let new = old.map { $0 &+ difference }
    assigned.append((name, new))
    return returnsNew ? new : old
  }

  private mutating func number() -> Int? {
    let start = position
    while position < characters.count,
      characters[position].isLetter || characters[position].isNumber || characters[position] == "#"
    {
      position += 1
    }
    let text = String(characters[start..<position])
    if text.hasPrefix("0x") || text.hasPrefix("0X") { return Int(text.dropFirst(2), radix: 16) }
    if text.hasPrefix("0"), text.count > 1 { return Int(text.dropFirst(), radix: 8) }
    return Int(text)
  }

  private mutating func identifier() -> String {
    skipBlanks()
    let start = position
    while position < characters.count,
      characters[position].isLetter || characters[position].isNumber || characters[position] == "_"
    {
      position += 1
    }
    return String(characters[start..<position])
  }
}
