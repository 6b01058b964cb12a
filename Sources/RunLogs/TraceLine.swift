/// A line of bash's trace in the form that devstack gives it: `++ lib/nova:init_nova:755    :   command`.
struct TraceLine {
  /// How deep in substitutions and `source`: the number of signs before it.
  let depth: Int
  let file: LineBytes
  let function: LineBytes
  let line: Int
  let command: LineBytes

  init?(_ text: LineBytes) {
    var depth = 0
    while depth < text.count, text[depth] == 0x2B { depth += 1 }
    guard depth > 0 else { return nil }
    let body = text.dropFirst(depth).droppingBlanks()
    let header = body.firstWord
    guard let second = header.lastIndex(of: 0x3A), second + 1 < header.count,
      let first = header.prefix(second).lastIndex(of: 0x3A), first + 1 < second,
      let number = header.number(at: second + 1), second + 1 + number.length == header.count
    else { return nil }
    let behind = body.dropFirst(header.count).droppingBlanks()
    guard behind.first == 0x3A else { return nil }
    self.depth = depth
    file = header.prefix(first)
    function = header.dropFirst(first + 1).prefix(second - first - 1)
    line = number.value
    command = behind.dropFirst(1).droppingBlanks()
  }

  /// Whether the function is one that stands for a whole file.
  var isOfFile: Bool { function.count < 7 && (function.hasPrefix("main") || function.hasPrefix("source")) }
  /// Whether it is a line of the runtime's own functions.
  var isOfRuntime: Bool { function.hasPrefix("async_") || function.hasPrefix("_async_") }
  var place: String { shortFile + ":" + String(line) }

  private var shortFile: String { file.hasPrefix("./") ? file.dropFirst(2).text : file.text }

  /// The command's name: nil for assignments, conditions and words of the shell.
  var name: LineBytes? {
    var word = command.firstWord
    if let slash = word.lastIndex(of: 0x2F) { word = word.dropFirst(slash + 1) }
    guard word.count > 1, word.count < 100 else { return nil }
    for index in 0..<word.count {
      let byte = word[index]
      let isLetter = byte | 0x20 &- 0x61 < 26 || byte == 0x5F
      guard isLetter || byte &- 0x30 < 10 && index > 0 || byte == 0x2D || byte == 0x2E || byte == 0x2B else {
        return nil
      }
    }
    return word
  }
}
