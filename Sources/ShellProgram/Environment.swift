/// The variables of the shell, in layers: each call and each branch writes into a layer of its own.
///
/// Bash scopes dynamically: a function sees its callers' locals, so that looking up walks the layers downwards.
struct Environment {
  private var layers: [[String: Value]] = [[:]]

  subscript(name: String) -> Value? {
    get {
      for layer in layers.reversed() {
        if let value = layer[name] { return value }
      }
      return nil
    }
    set { layers[layers.count - 1][name] = newValue }
  }

  var depth: Int { layers.count }

  mutating func push() { layers.append([:]) }

  mutating func push(_ layer: [String: Value]) { layers.append(layer) }

  /// Removes the top layer and returns what was written into it.
  mutating func pop() -> [String: Value] { layers.removeLast() }

  /// What the layers from `depth` up hold together.
  func changes(since depth: Int) -> [String: Value] {
    guard depth < layers.count else { return [:] }
    var result = layers[depth]
    for layer in layers[(depth + 1)...] { result.merge(layer) { _, upper in upper } }
    return result
  }

  /// Writes all values of a layer into the top layer.
  mutating func write(_ changes: [String: Value]) {
    layers[layers.count - 1].merge(changes) { _, new in new }
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
