extension UInt8 {
  /// Whether names of shell variables can have it: a letter or a digit of ASCII, or an underscore (Bash manual, 2
  /// Definitions, "name").
  package var isPartOfName: Bool {
    (self | 0x20) &- UInt8(ascii: "a") < 26 || self &- UInt8(ascii: "0") < 10 || self == UInt8(ascii: "_")
  }
}
