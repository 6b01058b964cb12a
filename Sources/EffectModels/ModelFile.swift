import JSON

/// A model file that cannot be used: which one, and why.
package struct ModelError: Error, Sendable {
  package let file: String
  package let message: String
}

/// A model file: an array of entries.
enum ModelFile {
  /// The entries in the text of a file.
  static func entries(of text: String, _ file: String) throws(ModelError) -> [JSONValue] {
    do {
      return try JSONValue(parsing: text).elements
    } catch {
      throw ModelError(file: file, message: "\(error.message) at offset \(error.offset)")
    }
  }
}
