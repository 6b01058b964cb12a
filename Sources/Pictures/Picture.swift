/// What is drawn: lanes over one axis, with a headline, advice and tables. Renderers know nothing of runs or scripts.
///
/// All text in it is one line without characters that command a terminal.
package struct Picture: Sendable {
  /// What the axis counts.
  package enum Unit: String, Sendable { case seconds, steps }

  package var title = ""
  package var headline: [String] = []
  /// What would help, in sentences.
  package var advice: [String] = []
  /// What went wrong, in sentences.
  package var alerts: [String] = []
  package var unit = Unit.seconds
  /// Where the axis ends; it begins at 0. 0: there is none, and nothing is drawn.
  package var length = 0.0
  package var lanes: [Lane] = []
  package var bands: [Band] = []
  package var arcs: [Arc] = []
  package var tables: [Table] = []

  package init() {}

  /// One row: the foreground, or a task.
  package struct Lane: Sendable {
    package enum Kind: String, Sendable { case foreground, task, refused, serial }

    package let name: String
    package var kind = Kind.task
    /// Lanes of one family can be shown as one.
    package var family: String?
    package var segments: [Segment] = []
    /// What of it is on the critical path.
    package var critical: [ClosedRange<Double>] = []
    package var marks: [Mark] = []
    /// What is shown of it on demand: names with values.
    package var details: [(name: String, value: String)] = []
    /// Short values beside it, one for each of `Picture.columns`.
    package var figures: [String] = []
    package var hasFailed = false

    package init(name: String) { self.name = name }
  }

  /// The headings of the figures beside lanes.
  package var columns: [String] = []

  /// A stretch of a lane.
  package struct Segment: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
      /// A step of the foreground.
      case step
      /// A task that runs.
      case run
      case failed
      /// A task of which the log does not show the end.
      case open
      /// Done, and not yet awaited.
      case parked
      /// The foreground waits.
      case blocked
      /// What stays in the foreground although it was looked at.
      case refused
      /// The same work without tasks.
      case serial
    }

    package let kind: Kind
    package let begin: Double
    package let end: Double
    package var label = ""
    /// Said on demand.
    package var note = ""
  }

  /// A point of a lane.
  package struct Mark: Sendable {
    package enum Kind: String, Sendable {
      case wait
      /// A wait that blocked.
      case blockingWait
      /// Awaited, and never started.
      case stranger
      /// Something that lint reports.
      case finding
    }

    package let kind: Kind
    package let at: Double
    package let label: String
  }

  /// A stretch of the axis with a name.
  package struct Band: Sendable {
    package let name: String
    package let begin: Double
    package let end: Double
  }

  /// Two places that are in each other's way.
  package struct Arc: Sendable {
    /// Lanes, by index, and where on them.
    package let from: (lane: Int, at: Double)
    package let to: (lane: Int, at: Double)
    package let label: String
  }

  /// Rows of text and numbers.
  package struct Table: Sendable {
    package let title: String
    package let columns: [String]
    package let rows: [[String]]
    /// How many columns at the beginning hold text: the others are numbers.
    package var textColumns = 1
  }

  /// Lanes that are shown as one where there is little room: those of a family, in the place of the first.
  package var folded: Picture {
    var result = self
    var position: [String: Int] = [:]
    var moved = Array(repeating: 0, count: lanes.count)
    result.lanes = []
    for (index, lane) in lanes.enumerated() {
      if let family = lane.family, let place = position[family] {
        moved[index] = place
        result.lanes[place].absorb(lane)
        continue
      }
      moved[index] = result.lanes.count
      if let family = lane.family {
        position[family] = result.lanes.count
        let members = lanes.count { $0.family == family }
        result.lanes.append(Lane(family: "\(family)* (\(members))", first: lane))
      } else {
        result.lanes.append(lane)
      }
    }
    result.arcs = arcs.map { arc in
      Arc(from: (moved[arc.from.lane], arc.from.at), to: (moved[arc.to.lane], arc.to.at), label: arc.label)
    }
    return result
  }
}

extension Picture.Lane {
  fileprivate init(family: String, first: Picture.Lane) {
    self.init(name: family)
    segments = first.segments.filter { $0.kind != .parked }
    (critical, marks, figures) = (first.critical, first.marks, first.figures.map { _ in "" })
    hasFailed = first.hasFailed
  }

  fileprivate mutating func absorb(_ lane: Picture.Lane) {
    segments += lane.segments.filter { $0.kind != .parked }
    critical += lane.critical
    marks += lane.marks
    hasFailed = hasFailed || lane.hasFailed
  }
}
