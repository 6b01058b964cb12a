/// The variables of the shell, in layers: each call and each branch writes into a layer of its own.
///
/// Bash scopes dynamically: a function sees its callers' locals, so that looking up walks the layers downwards.
struct Environment {
  private var layers: [[String: Value]] = [[:]]
  /// The layers that hold something, from below: most branches assign nothing.
  private var filled: [Int] = []

  subscript(name: String) -> Value? {
    get {
      for position in filled.reversed() {
        if let value = layers[position][name] { return value }
      }
      return nil
    }
    set {
      layers[layers.count - 1][name] = newValue
      noteFilled()
    }
  }

  private mutating func noteFilled() {
    if filled.last != layers.count - 1, !layers[layers.count - 1].isEmpty { filled.append(layers.count - 1) }
  }

  var depth: Int { layers.count }

  mutating func push() { layers.append([:]) }

  mutating func push(_ layer: [String: Value]) {
    layers.append(layer)
    noteFilled()
  }

  /// Removes the top layer and returns what was written into it.
  mutating func pop() -> [String: Value] {
    if filled.last == layers.count - 1 { filled.removeLast() }
    return layers.removeLast()
  }

  /// What the layers from `depth` up hold together.
  func changes(since depth: Int) -> [String: Value] {
    guard depth < layers.count else { return [:] }
    var result = layers[depth]
    for position in filled where position > depth {
      let layer = layers[position]
      result.merge(layer) { _, upper in upper }
    }
    return result
  }

  /// Writes all values of a layer into the top layer.
  mutating func write(_ changes: [String: Value]) {
    layers[layers.count - 1].merge(changes) { _, new in new }
    noteFilled()
  }

  /// Whether all variables have the same values in both, layer by layer.
  func isSame(as other: Environment) -> Bool {
    layers.count == other.layers.count
      && zip(layers, other.layers).allSatisfy { own, others in
        own.count == others.count
          && own.allSatisfy { name, value in others[name].map { $0.isIdentical(to: value) } ?? false }
      }
  }
}
