/// What a statement of SQL does to a database.
struct StatementAccess: Equatable {
  let mode: EffectMode
  /// The database that it names; nil where it is about the session's.
  let database: String?

  /// One access for each statement of a text.
  static func all(in text: String) -> [StatementAccess] {
    text.split(separator: ";").compactMap { statement in
      let words = statement.split { $0 == " " || $0 == "\n" || $0 == "\t" }
      return words.isEmpty ? nil : access(of: words)
    }
  }

  /// What the statement does that begins a text of which only the beginning is known; nil where that does not tell.
  static func first(in beginning: String) -> [StatementAccess]? {
    let words = beginning.split { $0 == " " || $0 == "\n" || $0 == "\t" }
    guard !words.isEmpty, !beginning.contains(";") else { return nil }
    let access = access(of: words)
    return access.database == administration || access.mode == .read ? [access] : nil
  }

  /// The database in which the servers keep their users.
  private static let administration = "mysql"

  private static func access(of words: [Substring]) -> StatementAccess {
    let verbs = words.prefix(2).map { $0.lowercased() }
    switch (verbs.first, verbs.last) {
    case ("create", "database"), ("drop", "database"), ("alter", "database"), ("create", "schema"), ("drop", "schema"):
      return StatementAccess(mode: .write, database: databaseName(after: words.dropFirst(2)))
    case ("grant", _), ("revoke", _), ("flush", _), ("create", "user"), ("alter", "user"), ("drop", "user"),
      ("create", "role"), ("alter", "role"), ("set", "password"), ("create", "extension"):
      return StatementAccess(mode: .write, database: administration)
    case ("select", _), ("show", _), ("use", _), ("set", _), ("describe", _), ("explain", _):
      return StatementAccess(mode: .read, database: nil)
    default:
      return StatementAccess(mode: .write, database: nil)
    }
  }

  /// The first word that is not part of `IF NOT EXISTS`, without its quotes.
  private static func databaseName(after words: ArraySlice<Substring>) -> String? {
    guard let word = words.first(where: { !["if", "not", "exists"].contains($0.lowercased()) }) else { return nil }
    let name = word.filter { $0 != "`" && $0 != "\"" && $0 != "'" }
    return name.isEmpty ? nil : name
  }
}
