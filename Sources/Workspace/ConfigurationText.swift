internal import TOMLKit

/// A value of a configuration file.
enum ConfigurationValue {
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case array([ConfigurationValue])
  case table([ConfigurationMember])
  /// A date or the like, for which no key has a use.
  case other

  fileprivate init(_ value: any TOMLValueConvertible) {
    if let string = value.string {
      self = .string(string)
    } else if let boolean = value.bool {
      self = .boolean(boolean)
    } else if let integer = value.int {
      self = .integer(integer)
    } else if let array = value.array {
      self = .array((0..<array.count).map { ConfigurationValue(array[$0]) })
    } else if let table = value.table {
      self = .table(Self.members(of: table))
    } else {
      self = .other
    }
  }

  fileprivate static func members(of table: TOMLTable) -> [ConfigurationMember] {
    table.keys.sorted().compactMap { key in
      table[key].map { ConfigurationMember(key: key, value: ConfigurationValue($0)) }
    }
  }
}

/// A key of a table with its value.
struct ConfigurationMember {
  let key: String
  let value: ConfigurationValue
}

/// A configuration file as text, for values and for the places that errors name.
struct ConfigurationText {
  /// As errors show it.
  let name: String
  private let lines: [Substring]
  let members: [ConfigurationMember]

  init(name: String, text: String) throws(ConfigurationError) {
    self.name = name
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    do {
      members = ConfigurationValue.members(of: try TOMLTable(string: text))
    } catch let error as TOMLParseError {
      let place = error.source.begin
      let message = error.description.split(separator: "\n").joined(separator: " ")
      throw ConfigurationError("\(name):\(place.line):\(place.column): \(message)")
    } catch {
      throw ConfigurationError("\(name): not a TOML file")
    }
  }

  /// An error at a key, or at a text inside its value where that can be found.
  func error(_ message: String, at keys: [String], inside text: String? = nil) -> ConfigurationError {
    guard let (line, column) = place(of: keys) else { return ConfigurationError("\(name): \(message)") }
    if let text, let (line, column) = place(ofText: text, from: line) {
      return ConfigurationError("\(name):\(line + 1):\(column + 1): \(message)")
    }
    return ConfigurationError("\(name):\(line + 1):\(column + 1): \(message)")
  }

  /// The line of a key, counted from 1.
  func line(of keys: [String]) -> Int? { place(of: keys).map { $0.line + 1 } }

  /// Where a key stands: after the headers of tables, perhaps dotted, perhaps quoted.
  private func place(of keys: [String]) -> (line: Int, column: Int)? {
    var section: [String] = []
    for (index, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " || $0 == "\t" }.count
      let text = line.dropFirst(indent)
      if text.hasPrefix("[") {
        section = Self.parts(of: text.drop { $0 == "[" }.prefix { $0 != "]" })
        if section.starts(with: keys) { return (index, indent + 1) }
      } else if let equals = text.firstIndex(of: "=") {
        let path = section + Self.parts(of: text[..<equals])
        if path.starts(with: keys) { return (index, indent) }
        // A member of a table that is written within braces.
        if !path.isEmpty, keys.count > path.count, keys.starts(with: path), let last = keys.last,
          let range = line.firstRange(of: last)
        {
          return (index, line.distance(from: line.startIndex, to: range.lowerBound))
        }
      }
    }
    return nil
  }

  private func place(ofText text: String, from first: Int) -> (line: Int, column: Int)? {
    for index in first..<lines.count {
      for quote in ["\"", "'"] {
        guard let range = lines[index].firstRange(of: quote + text + quote) else { continue }
        return (index, lines[index].distance(from: lines[index].startIndex, to: range.lowerBound) + 1)
      }
    }
    return nil
  }

  private static func parts(of text: Substring) -> [String] {
    var parts = [""]
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { parts[parts.count - 1].append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "." {
        parts.append("")
      } else if character != " " && character != "\t" {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }
}
