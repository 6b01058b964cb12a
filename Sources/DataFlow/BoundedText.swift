/// Keys and descriptions of names and conditions, of bounded length.
package enum BoundedText {
  /// Longer keys are told apart by a digest.
  private static let maximumKey = 256
  private static let maximumDescription = 2_000

  /// A key that is as good as the given one.
  package static func key(_ key: String) -> String {
    guard key.utf8.count > maximumKey else { return key }
    // Two digests with different beginnings (FNV-1a): as good as one of 128 bits here.
    var first: UInt64 = 0xCBF2_9CE4_8422_2325
    var second: UInt64 = 0x8422_2325_CBF2_9CE4
    for byte in key.utf8 {
      first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      second = (second ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 &+ first >> 31
    }
    return "\u{8}\(key.utf8.count) \(first) \(second)"
  }

  /// A description that a reader can still take in.
  package static func description(_ text: String) -> String {
    text.utf8.count > maximumDescription ? text.prefix(maximumDescription / 4) + "..." : text
  }
}
