internal import SourceText

/// A configuration file as text, for values and for the places that errors name.
struct ConfigurationText {
  private let file: SourceFile
  /// Whether the file is none of those that hold configurations: it may hold secrets, and errors say nothing of what is in it.
  private let isForeign: Bool
  let members: [TOMLMember]

  /// Reads the bytes of a file under the name by which errors show it.
  init(name: String, bytes: [UInt8], isForeign: Bool = false) throws(ConfigurationError) {
    self.isForeign = isForeign
    // A byte order mark is no part of the first line.
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    file = SourceFile(path: name, bytes: hasMark ? Array(bytes.dropFirst(3)) : bytes)
    var reader = TOMLReader(file.bytes)
    do {
      members = try reader.document()
    } catch {
      let earlier = error.earlier.map { [file] in ", first in line \(file.position(at: $0).line)" } ?? ""
      throw Self.error(isForeign ? Self.foreign : error.message + earlier, in: file, at: error.offset)
    }
  }

  /// An error at the place where a range begins.
  func error(_ message: String, at range: SourceRange) -> ConfigurationError {
    Self.error(isForeign ? Self.foreign : message, in: file, at: range.lowerBound)
  }

  private static let foreign = "no configuration of devstack-async: only 'extend' names this file, so it is not quoted"

  /// Where a range begins, as `file:line`.
  func origin(of range: SourceRange) -> String { "\(file.path):\(file.position(at: range.lowerBound).line)" }

  private static func error(_ message: String, in file: SourceFile, at offset: Int) -> ConfigurationError {
    let place = file.position(at: offset)
    let text = onOneLine(message)
    return ConfigurationError(
      "\(file.path):\(place.line):\(place.column): \(text)", message: text,
      place: .init(file: file.path, offset: offset))
  }

  /// Keys and strings may hold line ends and escape sequences, which a message shows as text.
  private static func onOneLine(_ message: String) -> String {
    message.unicodeScalars.map { $0.isTextScalar ? String($0) : $0.escaped(asASCII: true) }.joined()
  }
}
