/// Names as small numbers, so that a line of a log costs no text.
struct NameTable {
  private(set) var names: [String] = []
  private var numbers: [UInt64: Int] = [:]

  /// Past so many names the others are one: a log of noise must not fill the memory.
  private static let limit = 50_000

  /// The number of a name that was met.
  func number(of name: String) -> Int? { names.firstIndex(of: name) }

  mutating func number(_ bytes: LineBytes) -> Int {
    let hash = bytes.hash
    if let known = numbers[hash] { return known }
    guard names.count < Self.limit else { return Self.limit - 1 }
    let number = names.count
    names.append(bytes.text)
    numbers[hash] = number
    return number
  }
}
