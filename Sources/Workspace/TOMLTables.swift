internal import SourceText

/// The tables of a document while it is read, under the rules by which TOML lets them be written in pieces.
struct TOMLTables {
  /// What wrote a table so far: says who may still write it.
  private enum Origin {
    /// A longer header went through it: one header, or dotted keys, may define it.
    case passed
    /// A header or braces: only their own keys fill it.
    case header
    /// Dotted keys within one table: more of them may follow there.
    case dottedKeys
  }

  /// What a key stands for.
  private enum Slot {
    case value(TOMLValue)
    case table(Int)
    case arrayOfTables(earlier: [Int], last: Int)
  }

  private struct Entry {
    let key: TOMLKey
    var slot: Slot
  }

  private struct Table {
    var origin: Origin
    var range: SourceRange
    var entries: [Entry] = []
    /// By the bytes of the key: texts that only Unicode calls equal are different keys.
    var indices: [[UInt8]: Int] = [:]
  }

  /// The table that no header names.
  static let root = 0

  private var tables = [Table(origin: .header, range: 0..<0)]

  /// A table of its own, for the members between braces.
  mutating func makeTable() -> Int { makeTable(.header, 0..<0) }

  /// The table that the header `[path]` defines.
  mutating func openTable(_ path: TOMLPath) throws(TOMLError) -> Int {
    let parent = try tableOfHeader(path.parents)
    guard let entry = entry(path.last, in: parent) else { return add(path.last, to: parent, .header) }
    guard case .table(let table) = entry.slot, tables[table].origin == .passed else { throw twice(path.last, entry) }
    tables[table].origin = .header
    tables[table].range = path.last.range
    return table
  }

  /// The table that the header `[[path]]` adds to an array.
  mutating func openElement(_ path: TOMLPath) throws(TOMLError) -> Int {
    let parent = try tableOfHeader(path.parents)
    let element = makeTable(.header, path.last.range)
    guard let index = tables[parent].indices[Array(path.last.text.utf8)] else {
      insert(path.last, .arrayOfTables(earlier: [], last: element), in: parent)
      return element
    }
    let entry = tables[parent].entries[index]
    guard case .arrayOfTables(let earlier, let last) = entry.slot else { throw twice(path.last, entry) }
    tables[parent].entries[index].slot = .arrayOfTables(earlier: earlier + [last], last: element)
    return element
  }

  /// Gives a key its value; dotted keys define the tables on their way.
  mutating func define(_ path: TOMLPath, as value: TOMLValue, in table: Int) throws(TOMLError) {
    var table = table
    for key in path.parents {
      guard let entry = entry(key, in: table) else {
        table = add(key, to: table, .dottedKeys)
        continue
      }
      guard case .table(let inner) = entry.slot, tables[inner].origin != .header else { throw closed(key, entry) }
      tables[inner].origin = .dottedKeys
      table = inner
    }
    if let entry = entry(path.last, in: table) { throw twice(path.last, entry) }
    insert(path.last, .value(value), in: table)
  }

  /// The finished members of a table.
  func members(of table: Int) -> [TOMLMember] {
    tables[table].entries.map { entry in
      let value =
        switch entry.slot {
        case .value(let value): value
        case .table(let inner): self.value(of: inner)
        case .arrayOfTables(let earlier, let last):
          TOMLValue(content: .array((earlier + [last]).map { self.value(of: $0) }), range: entry.key.range)
        }
      return TOMLMember(key: entry.key.text, keyRange: entry.key.range, value: value)
    }
  }

  private func value(of table: Int) -> TOMLValue {
    TOMLValue(content: .table(members(of: table)), range: tables[table].range)
  }

  /// Where the last part of a header belongs: of an array of tables, in the last one.
  private mutating func tableOfHeader(_ parents: [TOMLKey]) throws(TOMLError) -> Int {
    var table = Self.root
    for key in parents {
      guard let entry = entry(key, in: table) else {
        table = add(key, to: table, .passed)
        continue
      }
      switch entry.slot {
      case .table(let inner): table = inner
      case .arrayOfTables(_, let last): table = last
      case .value: throw closed(key, entry)
      }
    }
    return table
  }

  private func entry(_ key: TOMLKey, in table: Int) -> Entry? {
    tables[table].indices[Array(key.text.utf8)].map { tables[table].entries[$0] }
  }

  private mutating func makeTable(_ origin: Origin, _ range: SourceRange) -> Int {
    tables.append(Table(origin: origin, range: range))
    return tables.count - 1
  }

  private mutating func add(_ key: TOMLKey, to table: Int, _ origin: Origin) -> Int {
    let inner = makeTable(origin, key.range)
    insert(key, .table(inner), in: table)
    return inner
  }

  private mutating func insert(_ key: TOMLKey, _ slot: Slot, in table: Int) {
    tables[table].indices[Array(key.text.utf8)] = tables[table].entries.count
    tables[table].entries.append(Entry(key: key, slot: slot))
  }

  private func twice(_ key: TOMLKey, _ entry: Entry) -> TOMLError {
    TOMLError(
      message: "'\(key.text)' is defined twice", offset: key.range.lowerBound, earlier: entry.key.range.lowerBound)
  }

  private func closed(_ key: TOMLKey, _ entry: Entry) -> TOMLError {
    TOMLError(
      message: "nothing can be added to '\(key.text)'", offset: key.range.lowerBound,
      earlier: entry.key.range.lowerBound)
  }
}
