package import SourceText

/// How bad a finding is if it is true.
package enum Severity: Int, Sendable, Comparable, CaseIterable {
  case info, warning, error

  package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }

  package var name: String {
    switch self {
    case .info: "info"
    case .warning: "warning"
    case .error: "error"
    }
  }
}

/// How sure the analysis is.
package enum Confidence: Int, Sendable, Comparable, CaseIterable {
  /// Something that the analysis does not know could make the finding false.
  case low
  /// Likely, on assumptions that the message names.
  case medium
  /// Proven on the model of the program.
  case high

  package static func < (left: Confidence, right: Confidence) -> Bool { left.rawValue < right.rawValue }

  package var name: String {
    switch self {
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    }
  }
}

/// A rule's stable code and its name, as in `DSA102` and `wait-without-start`.
package struct RuleID: Sendable, Hashable, Comparable {
  package let code: String
  package let name: String

  package init(_ code: String, _ name: String) {
    self.code = code
    self.name = name
  }

  package static func < (left: RuleID, right: RuleID) -> Bool { left.code < right.code }
}

/// A range of one file.
package struct FileRange: Sendable, Hashable {
  /// As in `SourceFile.path`.
  package let path: String
  package let range: SourceRange

  package init(path: String, range: SourceRange) {
    self.path = path
    self.range = range
  }
}

/// One problem at one place, worded for its reader.
package struct Finding: Sendable {
  package let rule: RuleID
  package var severity: Severity
  package var confidence: Confidence
  package var message: String
  package var location: FileRange
  /// The name of the task that the finding concerns, where it concerns one.
  package let task: String?
  /// Other places that belong to it, in the order in which a reader wants them.
  package var notes: [Note]
  package var fix: Fix?
  /// How each side of it comes about, where it has sides that run beside each other.
  package var courses: [Course] = []
  /// Where the task starts that it concerns, where that is elsewhere.
  package var origin: FileRange?
  /// Other tasks that it concerns: the one that is meant, where a name is misspelt.
  package var otherTasks: [String] = []
  /// Findings that the same mend removes, and that are told with it.
  package var parts: [Finding] = []

  /// All tasks that it concerns, those of its parts included; each once, its own first.
  package var tasks: [String] {
    var seen: Set<String> = []
    return ([task].compactMap { $0 } + otherTasks + parts.flatMap(\.tasks)).filter { seen.insert($0).inserted }
  }

  package init(
    rule: RuleID, severity: Severity, confidence: Confidence, message: String, location: FileRange, task: String? = nil,
    notes: [Note] = [], fix: Fix? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.confidence = confidence
    self.message = message
    self.location = location
    self.task = task
    self.notes = notes
    self.fix = fix
  }

  /// A second place of a finding: where the task starts, the other side of a race. Without a place it is a remark.
  package struct Note: Sendable {
    package let message: String
    package let location: FileRange?
    /// What the place is to the finding, as in `started`, where there is no room for the message; nil where only a
    /// reader who sees all places needs it.
    package let brief: String?

    package init(_ message: String, at location: FileRange?, brief: String? = nil) {
      self.message = message
      self.location = location
      self.brief = brief
    }

    /// The same note at another place.
    package func moved(to location: FileRange?) -> Note { Note(message, at: location, brief: brief) }
  }
}

extension Finding {
  /// The steps that one process takes, in the order in which it takes them.
  package struct Course: Sendable {
    /// Whose they are: a task, or what runs beside it.
    package let name: String
    package let steps: [Note]

    package init(name: String, steps: [Note]) {
      self.name = name
      self.steps = steps
    }
  }
}

/// Edits that mend a finding.
package struct Fix: Sendable {
  package enum Tier: Sendable {
    /// Changes nothing but what the finding is about.
    case safe
    /// Right only if an assumption holds; applied on request.
    case unsafe
    /// Shown, never applied.
    case displayOnly
  }

  package struct Edit: Sendable, Hashable {
    package let path: String
    package let edit: SourceEdit

    package init(path: String, edit: SourceEdit) {
      self.path = path
      self.edit = edit
    }
  }

  package let tier: Tier
  package let message: String
  package let edits: [Edit]

  package init(tier: Tier, message: String, edits: [Edit]) {
    self.tier = tier
    self.message = message
    self.edits = edits
  }
}
