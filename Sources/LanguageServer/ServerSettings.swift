internal import Findings
internal import JSON
internal import Workspace

/// What the client's user has set, under `devstack-async` or among the options of `initialize`.
struct ServerSettings: Sendable {
  /// Sections of a client's configuration that speak to us.
  static let section = "devstack-async"

  var devstack: String?
  var minConfidence: Confidence?
  var select: [String]?
  var extendSelect: [String] = []
  var ignore: [String] = []
  var childMax: Int?
  var showsInlayHints = false
  var showsCodeLenses = true
  /// What suppressions give as their reason until somebody writes one.
  var suppressionReason = "TODO: say why"

  init() {}

  /// Reads the members that are there and of the right shape; names of no rule are passed over.
  init(_ value: JSONValue?, names: RuleNames) {
    self.init()
    let own = value?[Self.section] ?? value
    devstack = own?["devstack"]?.string
    minConfidence = Confidence.allCases.first { $0.name == own?["minConfidence"]?.string }
    func rules(_ key: String) -> [String]? {
      guard case .array(let texts)? = own?[key] else { return nil }
      return texts.compactMap(\.string).filter { names.selection($0) != nil }
    }
    select = rules("select")
    extendSelect = rules("extendSelect") ?? []
    ignore = rules("ignore") ?? []
    childMax = own?["childMax"]?.integer.flatMap { $0 > 0 ? $0 : nil }
    showsInlayHints = own?["inlayHints"]?.boolean ?? false
    showsCodeLenses = own?["codeLens"]?.boolean ?? true
    suppressionReason = own?["suppressionReason"]?.string ?? suppressionReason
  }

  /// The settings of a run over the program below a folder; what the client says beats what the command line said.
  func lintSettings(_ base: LintSettings, folder: String) -> LintSettings {
    var settings = base
    settings.workingDirectory = folder
    settings.devstack = devstack ?? base.devstack
    settings.childMax = childMax ?? base.childMax
    settings.rules.minConfidence = minConfidence ?? base.rules.minConfidence
    settings.rules.select = select ?? base.rules.select
    settings.rules.extendSelect += extendSelect
    settings.rules.ignore += ignore
    return settings
  }
}
