extension TaskModels {
  /// Reads the models from the texts of their files, by file name.
  package init(reading text: (String) -> String?) throws(ModelError) {
    var roles: [String: TaskRole] = [:]
    for entry in try Self.entries("tasks.json", text) {
      guard let command = entry["command"]?.string, let role = TaskRole(entry) else {
        throw ModelError(file: "tasks.json", message: "an entry lacks its command or has no known role")
      }
      roles[command] = role
    }
    var control: [String: ControlModel] = [:]
    var holdingForAny: Set<String> = []
    for entry in try Self.entries("control.json", text) {
      guard let command = entry["command"]?.string else {
        throw ModelError(file: "control.json", message: "an entry lacks its command")
      }
      if entry["holds"]?.string == "for-any" { holdingForAny.insert(command) }
      switch entry["ends"]?.string {
      case "always": control[command] = .endsScript
      case "may": control[command] = .mayEndScript
      default: control[command] = .returns
      }
    }
    var usualAnswers: [String: Bool] = [:]
    var usualOutput: [String: Int] = [:]
    for entry in try Self.entries("usual.json", text) {
      guard let command = entry["command"]?.string, entry["answers"] != nil || entry["prints"] != nil else {
        throw ModelError(file: "usual.json", message: "an entry lacks its command, or says nothing of it")
      }
      usualAnswers[command] = entry["answers"]?.boolean
      usualOutput[command] = entry["prints"]?.integer
    }
    guard let phaseScript = text("phases.sh") else {
      throw ModelError(file: "phases.sh", message: "missing")
    }
    self.roles = roles
    self.control = control
    self.holdingForAny = holdingForAny
    self.usualAnswers = usualAnswers
    self.usualOutput = usualOutput
    self.programs = try Self.entries("programs.json", text).compactMap { $0["program"]?.string }
    self.phaseScript = phaseScript
  }

  private static func entries(_ file: String, _ text: (String) -> String?) throws(ModelError) -> [JSONValue] {
    guard let content = text(file) else { throw ModelError(file: file, message: "missing") }
    return try ModelFile.entries(of: content, file)
  }
}

extension TaskRole {
  fileprivate init?(_ entry: JSONValue) {
    switch entry["role"]?.string {
    case "start":
      guard let name = entry["name"]?.integer, let body = entry["body"]?.integer else { return nil }
      self = .start(name: name, body: body)
    case "lock":
      guard let name = entry["name"]?.integer, let body = entry["body"]?.integer else { return nil }
      self = .lock(name: name, body: body)
    case "wait":
      guard let name = entry["name"]?.integer else { return nil }
      self = .wait(name: name)
    case "wait-all": self = .waitForAll
    case "initialize": self = .initialize
    case "clean-up": self = .cleanUp
    case "report": self = .report
    default: return nil
    }
  }
}
