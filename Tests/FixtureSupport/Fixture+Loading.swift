import Foundation

extension Fixture {
  /// The root of the package, found from this file's own place.
  package static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// All fixtures of a suite, sorted by name. A suite without any is a mistake in the test, which then fails to find it.
  package static func all(in suite: String) -> [Fixture] {
    let folder = "\(packageRoot)/Fixtures/\(suite)"
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".sh") }.sorted().compactMap { name in
      let path = "\(folder)/\(name)"
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
      return Fixture(name: name, path: path, text: text)
    }
  }
}
