internal import ArgumentParser
internal import JSON
internal import Reporting
internal import Workspace

/// `config`: what configuration holds, and what one may hold.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show the configuration, or the schema of its file.",
    discussion: CommandPages.config.help,
    subcommands: [ShowConfig.self, ConfigSchema.self], defaultSubcommand: ShowConfig.self)
}

/// `config show [PATH]`: each value that holds for a file or folder, and where it was stated.
struct ShowConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the values that hold for a path, and where each was stated.")

  @OptionGroup var files: FileOptions

  func run() throws {
    let settings = try files.settings()
    let source = try files.configurationSource(settings)
    let path = PathName.joined(settings.workingDirectory, settings.paths.first ?? "")
    guard let kind = FileSystem.kind(of: path) else {
      throw CommandFailure("\(settings.paths.first ?? ""): no such file or directory")
    }
    let configuration = try source.configuration(for: kind == .folder ? path : PathName.folder(of: path))
    var text = ""
    for key in ConfigurationKey.allCases {
      guard let value = configuration.statedValue(of: key), let origin = configuration.origins[key] else { continue }
      text += "\(key.rawValue) = \(value)  # \(origin)\n"
    }
    StandardStreams.write(text.isEmpty ? "# no configuration: the defaults hold\n" : text)
  }
}

/// `config schema`: the JSON schema of the configuration file.
struct ConfigSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON schema of the configuration file.")

  func run() throws {
    let properties = ConfigurationKey.allCases.map { key in (key.rawValue, Self.schema(of: key)) }
    let schema = JSONValue.members([
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string(".devstack-async.toml")),
      ("type", .string("object")),
      ("additionalProperties", .boolean(false)),
      ("properties", .members(properties)),
      ("$defs", .members([("helper", Self.helperSchema)])),
    ])
    StandardStreams.write(document: schema.pretty)
  }

  private static func schema(of key: ConfigurationKey) -> JSONValue {
    .members([("description", .string(key.meaning))] + members(of: key.shape))
  }

  private static func members(of shape: ConfigurationKey.Shape) -> [(String, JSONValue?)] {
    let texts = JSONValue.members([("type", .string("array")), ("items", .members([("type", .string("string"))]))])
    switch shape {
    case .text: return [("type", .string("string"))]
    case .number: return [("type", .string("integer")), ("minimum", .number(1))]
    case .truth: return [("type", .string("boolean"))]
    case .texts: return [("type", .string("array")), ("items", .members([("type", .string("string"))]))]
    case .rules:
      let pattern = "^([A-Za-z]+[0-9]*|[a-z]+(-[a-z]+)+)$"
      return [
        ("type", .string("array")),
        ("items", .members([("type", .string("string")), ("pattern", .string(pattern))])),
      ]
    case .rulesByPattern: return [("type", .string("object")), ("additionalProperties", texts)]
    case .severityByRule:
      let levels = JSONValue.array(["error", "warning", "info"].map(JSONValue.string))
      return [("type", .string("object")), ("additionalProperties", .members([("enum", levels)]))]
    case .oneOf(let choices): return [("enum", .array(choices.map(JSONValue.string)))]
    case .helpers: return [("type", .string("object")), ("additionalProperties", helper)]
    }
  }

  private static let helper = JSONValue.members([("$ref", .string("#/$defs/helper"))])

  /// What a command does; its parts are described alike.
  private static var helperSchema: JSONValue {
    let properties = HelperKey.allCases.map { key in
      (key.rawValue, JSONValue.members([("description", .string(key.meaning))] + members(of: key.shape)))
    }
    return .members([
      ("type", .string("object")), ("additionalProperties", .boolean(false)), ("properties", .members(properties)),
    ])
  }

  private static func members(of shape: HelperKey.Shape) -> [(String, JSONValue?)] {
    switch shape {
    case .text: return [("type", .string("string"))]
    case .truth: return [("type", .string("boolean"))]
    case .texts:
      let text = JSONValue.members([("type", .string("string"))])
      let list = JSONValue.members([("type", .string("array")), ("items", text)])
      return [("anyOf", .array([text, list]))]
    case .oneOf(let choices): return [("enum", .array(choices.map(JSONValue.string)))]
    case .parts: return [("type", .string("array")), ("items", helper)]
    }
  }
}
