/// The rules' pages and the models, as they stand in `Rules/catalogue` and `Rules/models`.
package enum RuleCatalogue {
  /// All pages, sorted by code.
  package static let pages: [RulePage] = files(below: "catalogue/").compactMap { RulePage(markdown: $0.text) }
    .sorted { $0.code < $1.code }

  /// All models, sorted by file name.
  package static let models: [(fileName: String, text: String)] = files(below: "models/")

  /// The page of a rule given by its code or its name, in any case.
  package static func page(named codeOrName: String) -> RulePage? {
    let key = codeOrName.lowercased()
    return pages.first { $0.code.lowercased() == key || $0.name == key }
  }

  /// The text of a model, by its file name.
  package static func model(named fileName: String) -> String? {
    models.first { $0.fileName == fileName }?.text
  }

  /// The names of the files that the pages came from, sorted; for the test that each of them is a page.
  package static var pageFileNames: [String] { files(below: "catalogue/").map(\.fileName) }

  private static func files(below folder: String) -> [(fileName: String, text: String)] {
    EmbeddedText.files.filter { $0.path.hasPrefix(folder) }
      .map { (fileName: String($0.path.dropFirst(folder.count)), text: $0.text) }
  }
}
