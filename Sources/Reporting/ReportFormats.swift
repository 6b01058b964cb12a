internal import SourceText

/// The list of formats.
package enum ReportFormats {
  private static func all(_ style: TextStyle) -> [any ReportFormat] {
    [
      FullFormat(style: style), ConciseFormat(), JSONFormat(), JSONLinesFormat(), SARIFFormat(), GitHubFormat(),
      GitLabFormat(), CheckstyleFormat(), JUnitFormat(), RDJSONFormat(), ZuulFormat(), DiffFormat(),
    ]
  }

  /// In the order in which help shows them.
  package static let names = all(TextStyle(isColoured: false, hasUnicode: false)).map(\.name)

  package static func format(named name: String, style: TextStyle) -> (any ReportFormat)? {
    all(style).first { $0.name == name }
  }

  /// The format that was probably meant.
  package static func nearest(to name: String) -> String? { nearestName(to: name, among: names) }
}
