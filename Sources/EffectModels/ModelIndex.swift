import JSON
import Synchronization

/// The entries of model files, found by name at once, each read when it is first asked for.
final class ModelIndex: Sendable {
  /// Where an entry stands.
  struct Place: Sendable {
    let file: String
    let text: String.UTF8View.SubSequence
    let line: Int
    var names: [String] = []
    /// Which of the members that are asked for by name it has, at any depth.
    var members: Set<String> = []
  }

  private let places: [Place]
  private let byName: [String: [Int]]
  /// Names that begin with a star, longest first.
  private let bySuffix: [(suffix: String, place: Int)]
  /// Names that end with a star, longest first.
  private let byPrefix: [(prefix: String, place: Int)]
  private let models = Mutex<[Int: CommandModel]>([:])

  /// Finds the entries of each file, an array of objects; reads no more of them than their names.
  init(_ files: [(fileName: String, text: String)]) throws(ModelError) {
    var places: [Place] = []
    for (fileName, text) in files {
      var scanner = EntryScanner(fileName: fileName, text: text)
      try scanner.scan()
      places += scanner.places
    }
    var byName: [String: [Int]] = [:]
    var bySuffix: [(suffix: String, place: Int)] = []
    var byPrefix: [(prefix: String, place: Int)] = []
    byName.reserveCapacity(places.count)
    for (index, place) in places.enumerated() {
      for name in place.names {
        if name.hasPrefix("*") {
          bySuffix.append((String(name.dropFirst()), index))
        } else if name.hasSuffix("*") {
          byPrefix.append((String(name.dropLast()), index))
        } else {
          byName[name, default: []].append(index)
        }
      }
    }
    self.places = places
    self.byName = byName
    self.bySuffix = bySuffix.sorted { $0.suffix.utf8.count > $1.suffix.utf8.count }
    self.byPrefix = byPrefix.sorted { $0.prefix.utf8.count > $1.prefix.utf8.count }
  }

  /// All names, sorted.
  var names: [String] { (byName.keys + bySuffix.map { "*" + $0.suffix } + byPrefix.map { $0.prefix + "*" }).sorted() }

  /// Whether an entry for a command has "binds" or "prints" a URL, itself or in one of its cases.
  func mentions(_ member: String, _ name: String) -> Bool {
    byName[name]?.contains { places[$0].members.contains(member) } ?? false
  }

  /// The entries for a command, and what the star in their name stands for.
  func models(named name: String) -> [(model: CommandModel, star: String)] {
    if let indices = byName[name] { return indices.compactMap { index in model(at: index).map { ($0, "") } } }
    guard let found = bySuffix.first(where: { name.utf8.count > $0.suffix.utf8.count && name.hasSuffix($0.suffix) })
    else { return models(forNamesBeginningWith: name) }
    return model(at: found.place).map { [($0, String(name.dropLast(found.suffix.count)))] } ?? []
  }

  /// The entries for all commands whose name begins so, and what the star in their name stands for as far as it is known.
  func models(forNamesBeginningWith known: String) -> [(model: CommandModel, star: String)] {
    guard let found = byPrefix.first(where: { known.hasPrefix($0.prefix) }) else { return [] }
    return model(at: found.place).map { [($0, String(known.dropFirst(found.prefix.count)))] } ?? []
  }

  /// Reads every entry: the first error there is.
  func validate() throws(ModelError) {
    for place in places { _ = try Self.read(place) }
    for (name, indices) in byName where indices.count > 1 {
      // Functions of one name in different files differ by 'in'.
      let files = indices.flatMap { model(at: $0)?.definingFiles ?? [] }
      guard Set(files).count == files.count, files.count >= indices.count else {
        throw ModelError(
          file: places[indices[1]].file, message: "line \(places[indices[1]].line): '\(name)' stands twice")
      }
    }
  }

  private func model(at index: Int) -> CommandModel? {
    models.withLock { known in
      if let model = known[index] { return model }
      guard let model = try? Self.read(places[index]) else { return nil }
      known[index] = model
      return model
    }
  }

  private static func read(_ place: Place) throws(ModelError) -> CommandModel {
    let message: String
    do {
      return try CommandModel(reading: JSONValue(parsing: Array(place.text)))
    } catch let error as EntryError {
      message = error.message
    } catch let error as JSONError {
      message = error.message
    } catch {
      message = "\(error)"
    }
    throw ModelError(file: place.file, message: "line \(place.line), '\(place.names.first ?? "")': \(message)")
  }
}

/// Finds the objects of an array and their member `command`, without reading the rest.
private struct EntryScanner {
  let fileName: String
  let text: String
  var places: [ModelIndex.Place] = []

  init(fileName: String, text: String) {
    self.fileName = fileName
    self.text = text
  }

  mutating func scan() throws(ModelError) {
    let ranges = text.utf8.withContiguousStorageIfAvailable(Self.entries(in:)) ?? Self.entries(in: Array(text.utf8))
    let start = text.utf8.startIndex
    for entry in ranges {
      let slice = text.utf8[
        text.utf8.index(
          start, offsetBy: entry.range.lowerBound)..<text.utf8.index(
            start, offsetBy: entry.range.upperBound)]
      guard !entry.names.isEmpty else {
        throw ModelError(file: fileName, message: "line \(entry.line): an entry lacks its command")
      }
      places.append(
        ModelIndex.Place(
          file: fileName, text: slice, line: entry.line, names: entry.names, members: entry.members))
    }
  }

  private struct Entry {
    var range: Range<Int>
    var line: Int
    var names: [String] = []
    var members: Set<String> = []
  }

  private static func entries<Bytes: RandomAccessCollection>(in bytes: Bytes) -> [Entry]
  where Bytes.Element == UInt8, Bytes.Index == Int {
    var entries: [Entry] = []
    var depth = 0
    var line = 1
    var offset = 0
    var isNaming = false
    var isPrinting = false
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth == 2 { entries.append(Entry(range: offset - 1..<offset, line: line)) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 1, let last = entries.indices.last {
          entries[last].range = entries[last].range.lowerBound..<offset
        }
        isNaming = isNaming && depth > 2
      case UInt8(ascii: ","): isNaming = isNaming && depth > 2
      case UInt8(ascii: "\""):
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
          offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        let content = bytes[start..<min(offset, bytes.count)]
        offset += 1
        if isNaming, let last = entries.indices.last {
          entries[last].names.append(String(decoding: content, as: UTF8.self))
        } else if depth == 2, content.elementsEqual("command".utf8) {
          isNaming = true
        } else if let last = entries.indices.last {
          // What is printed matters where it is a URL.
          if isPrinting, content.contains(UInt8(ascii: ":")) { entries[last].members.insert("prints") }
          if content.elementsEqual("binds".utf8) { entries[last].members.insert("binds") }
          isPrinting = content.elementsEqual("prints".utf8)
        }
      default: break
      }
    }
    return entries
  }
}
