/// Why a text has no tree: it is one that the library cannot bear.
package enum TreeRefusal: Error, Sendable, Hashable {
  /// Longer than `longest`.
  case isTooLong
  /// More may be open at once than the library can count.
  case nestsTooMuch
  /// The library had not come to an end after many times what it usually takes.
  case takesTooLong
  /// The library does not take the grammar.
  case isUnavailable

  /// The longest text that gets a tree, in bytes.
  static let longest = 1 << 20

  /// The library counts the children of a node in sixteen bits and frees what it does not own where there are more
  /// (release 0.20.7, `SubtreeHeapData.child_count`). Whatever is still open when the text ends or an error is met
  /// becomes one node's children. The margin is for tokens without text, which it puts in where some are missing.
  static let mostPieces = 60_000

  /// Why a text gets no tree; nil if the library bears it.
  init?(of bytes: [UInt8]) {
    if bytes.count > Self.longest {
      self = .isTooLong
    } else if bytes.count > Self.mostPieces && PieceCount(of: bytes).total > Self.mostPieces {
      self = .nestsTooMuch
    } else {
      return nil
    }
  }

  /// How long the library may take for so many bytes, in microseconds: some forty times as long as it usually does.
  static func patience(for count: Int) -> UInt64 { 1_000_000 + 4 * UInt64(count) }

  /// The reason, as the end of a sentence on a file.
  package var reason: String {
    switch self {
    case .isTooLong: "it is longer than tree-sitter is given"
    case .nestsTooMuch: "it may nest deeper than tree-sitter survives"
    case .takesTooLong: "tree-sitter did not come to an end"
    case .isUnavailable: "tree-sitter does not take the grammar"
    }
  }
}

/// How many pieces of a text may be left open at once, at most: every sign and every word that could open something
/// counts, whatever closes it and wherever it stands, since the grammar may take it otherwise than bash.
private struct PieceCount {
  private(set) var total = 0

  init(of bytes: [UInt8]) {
    for byte in bytes { total += Int(Self.weights[Int(byte)]) }
    var start = 0
    for (offset, byte) in bytes.enumerated() where !Byte(byte).isNameByte {
      if offset - start >= 2 && Self.opens(bytes[start..<offset]) { total += 8 }
      start = offset + 1
    }
    if Self.opens(bytes[start...]) { total += 8 }
  }

  /// As many pieces as were seen to stay open for one such sign, and one more.
  private static let weights: [UInt8] = {
    var weights = [UInt8](repeating: 0, count: 256)
    for (signs, weight) in [("({[\"'`", 4), ("<", 3), ("|&!?=*~+-/;^%", 2), ("#$>\\:,@)]}", 1)] as [(String, UInt8)] {
      for sign in signs.utf8 { weights[Int(sign)] = weight }
    }
    return weights
  }()

  private static let openers: Set<String> = [
    "if", "elif", "else", "then", "while", "until", "for", "select", "case", "function", "do", "in", "coproc", "time",
  ]

  private static func opens(_ word: ArraySlice<UInt8>) -> Bool {
    word.count <= 8 && openers.contains(String(decoding: word, as: UTF8.self))
  }
}
