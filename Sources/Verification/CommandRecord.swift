/// One command that a run issued.
package struct CommandRecord: Sendable, Equatable {
  /// The task that issued it; empty for the foreground.
  package let task: String
  /// Commands that only run another one, as `sudo`.
  package let prefix: String
  package let words: [String]
  /// Where it ran, as a path of the mock world.
  package let directory: String
  /// A digest of what it read from its standard input, if it is one of those that read it.
  package let input: String
  /// Microseconds since the epoch.
  package let begin: Int
  /// Nil if the run was over before the command was.
  package let end: Int?
  package let status: Int32?
  /// Whether nothing is known of what it answers: it printed nothing, and succeeded.
  package let isUnanswered: Bool

  package init(
    task: String, prefix: String = "", words: [String], directory: String = "/", input: String = "", begin: Int,
    end: Int?, status: Int32? = 0, isUnanswered: Bool = false
  ) {
    self.task = task
    self.prefix = prefix
    self.words = words
    self.directory = directory
    self.input = input
    self.begin = begin
    self.end = end
    self.status = status
    self.isUnanswered = isUnanswered
  }

  /// What makes two commands the same: all but who issued it, when and where.
  var key: String { ([prefix, input] + words).joined(separator: "\u{1F}") }

  /// The command as a person would write it.
  package var text: String {
    let line = words.map(Self.quoted).joined(separator: " ")
    return prefix.isEmpty ? line : "\(prefix) \(line)"
  }

  private static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:=,@%+".utf8.contains(byte)
      }
    }
    return plain && !word.isEmpty
      ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// Whether it is a tool that is run for real.
  var isTool: Bool { WorldFiles.toolNames.contains(words.first ?? "") }

  /// Whether it is one of the runtime library's own: those name its state directory, or something in it.
  func isAbout(_ directories: [String]) -> Bool {
    words.contains { word in directories.contains { word == $0 || word.hasPrefix($0 + "/") } }
  }

  /// Reads the record that the mock world wrote: fields that end with a NUL. Nil if not even its beginning is there.
  init?(parsing bytes: [UInt8], normalise: (String) -> String) {
    let fields = bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
      normalise(String(decoding: $0, as: UTF8.self))
    }
    guard fields.count >= 6, let begin = Int(fields[2]) else { return nil }
    var words = fields[5...]
    var end: Int?
    var status: Int32?
    var isUnanswered = false
    if words.count > 4, words[words.endIndex - 4] == "", ["end", "unanswered"].contains(words[words.endIndex - 3]) {
      isUnanswered = words[words.endIndex - 3] == "unanswered"
      status = Int32(words[words.endIndex - 2])
      end = Int(words[words.endIndex - 1])
      words = words.dropLast(4)
    }
    self.init(
      task: fields[0], prefix: fields[4], words: Array(words), directory: fields[1], input: fields[3],
      begin: begin,
      end: end, status: status, isUnanswered: isUnanswered)
  }
}

/// When a task was started and when its wait was over, by the runtime's own record.
struct TaskSpan: Equatable {
  let name: String
  /// The task that started it; empty for the foreground.
  let starter: String
  /// Milliseconds since the epoch.
  let start: Int
  /// Nil if nobody waited for it.
  let awaited: Int?
}
