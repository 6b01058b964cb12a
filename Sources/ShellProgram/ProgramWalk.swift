import SourceText

/// Programs that were followed one after the other, segment by segment.
struct FollowedPrograms: Sendable {
  var programs: [EntryPoint] = []
  var segments: [TraceSegment] = []
  /// What programs left in variables for functions that nothing calls.
  var remains: Unfolder.Remains?
  /// Where the unfolder stood after the last one.
  var end: Unfolder?
}

/// Follows programs one after the other, in segments; those of an earlier state of the programs are taken over where
/// nothing that they have looked at has changed, and all is known at their beginning that was known before.
struct ProgramWalk {
  /// Where the walk is, beside the earlier one.
  private enum Standing {
    /// At the same point, with the same knowledge: the unfolder is the one of the earlier walk there.
    case alike
    /// Elsewhere, since so much was known.
    case apart(Unfolder.Extent)
  }

  private(set) var unfolder: Unfolder
  private var standing: Standing
  private(set) var followed = FollowedPrograms()
  private(set) var reusedSegments = 0
  private(set) var enteredFiles: Set<FileIndex> = []
  private(set) var enteredFunctions: Set<FunctionIndex> = []
  /// How many steps a segment takes, at least; nil where a program is one segment.
  private let distance: Int?
  private let earlier: EarlierWalk?

  /// So many of the segments behind a change are short ones: the next change is likely to come there again.
  private static let shortSegments = 4
  private static let shortDistanceShare = 8

  init(_ index: ProgramIndex, after earlier: EarlierWalk?, distance: Int?) {
    unfolder = Unfolder(index)
    self.distance = distance
    self.earlier = earlier
    standing = earlier == nil ? .apart(unfolder.extent) : .alike
  }

  /// Goes to the point behind all programs, with what was written down only at the end: which sources are unresolved.
  mutating func finish() -> FollowedPrograms {
    if case .alike = standing, let earlier { unfolder = earlier.end }
    unfolder.unresolvedSources = [:]
    followed.end = unfolder
    for segment in followed.segments { unfolder.unresolvedSources.merge(segment.log.unresolvedSources) { $1 } }
    return followed
  }

  /// What each of the programs does, in the order in which they were followed.
  var traces: [ProgramTrace] {
    var logs: [TraceLog?] = followed.programs.map { _ in nil }
    for segment in followed.segments {
      if logs[segment.program] == nil {
        logs[segment.program] = segment.log
      } else {
        logs[segment.program]?.append(segment.log)
      }
    }
    return zip(followed.programs, logs).map { entry, log in (log ?? TraceLog()).trace(of: entry) }
  }

  /// What programs leave in variables is what a function may find that is followed from here on.
  mutating func keepRemains() {
    if case .alike = standing, let earlier {
      followed.remains = earlier.remains
    } else {
      followed.remains = unfolder.remains
    }
  }

  /// Follows the next program.
  mutating func follow(_ entry: EntryPoint) {
    let number = followed.programs.count
    followed.programs.append(entry)
    var rest = earlier?.segments(of: entry, at: number)[...] ?? []
    if rest.isEmpty, case .alike = standing, let earlier {
      // The earlier walk goes on elsewhere, or not at all.
      unfolder = earlier.unfolder(beforeProgram: number)
      standing = .apart(unfolder.extent)
    }
    if case .apart = standing {
      if entry.kind == .function, let remains = followed.remains { unfolder.remains = remains }
      let opened = unfolder.begin(entry)
      if !meets(rest.first, whole: entry.kind == .function) { follow(number, from: 0, opened, besides: &rest) }
    }
    while case .alike = standing, let next = rest.popFirst() {
      if let segment = earlier?.takenOver(next) {
        note(segment)
        reusedSegments += 1
      } else if let earlier, let statement = next.statement {
        unfolder = earlier.start(of: next)
        standing = .apart(unfolder.extent)
        follow(number, from: statement, next.original.opened, besides: &rest)
      }
    }
  }

  private mutating func note(_ segment: TraceSegment) {
    followed.segments.append(segment)
    enteredFiles.formUnion(segment.log.enteredFiles)
    enteredFunctions.formUnion(segment.log.enteredFunctions)
  }

  /// Whether the walk has come to a point at which it stands as the earlier one did.
  private mutating func meets(_ segment: EarlierWalk.Segment?, whole: Bool) -> Bool {
    guard let earlier, let segment, case .apart(let extent) = standing else { return false }
    let other = earlier.start(of: segment)
    guard unfolder.knowsTheSame(as: other, since: extent), !whole || unfolder.standsAlike(other) else { return false }
    standing = .alike
    return true
  }

  /// Follows a program from a statement on until it ends, or all is again as it was.
  private mutating func follow(
    _ number: Int, from first: Int, _ opened: Unfolder.OpenedScope, besides rest: inout ArraySlice<EarlierWalk.Segment>
  ) {
    let entry = followed.programs[number]
    let script = unfolder.index.source.scripts[entry.file.value]
    var (start, statement, ended) = (unfolder.kept, first, 0)
    func endSegment() {
      let log = unfolder.takeLog()
      note(TraceSegment(program: number, statement: statement, start: start, opened: opened, log: log))
    }
    if entry.kind == .script {
      for position in first..<script.statements.count {
        while let next = rest.first, next.statement.map({ $0 < position }) ?? true { rest = rest.dropFirst() }
        let isMeeting = position > first && rest.first?.statement == position
        if position > statement, unfolder.standsBetweenStatements, isMeeting || isLong(start, ended),
          script.source.hasLineBreak(between: script.statements[position - 1].range, script.statements[position].range)
        {
          endSegment()
          ended += 1
          if isMeeting, meets(rest.first, whole: true) { return }
          (start, statement) = (unfolder.kept, position)
        }
        unfolder.run([script.statements[position]])
      }
    } else {
      unfolder.runWhole(entry)
    }
    unfolder.end(entry, opened)
    endSegment()
    rest = []
  }

  /// Whether enough was done since a point to begin another segment, the one after so many.
  private func isLong(_ start: Unfolder, _ count: Int) -> Bool {
    guard let distance else { return false }
    let isShort = earlier != nil && count < Self.shortSegments
    return unfolder.steps >= start.steps + max(1, isShort ? distance / Self.shortDistanceShare : distance)
  }
}

extension SourceFile {
  /// Whether a line ends between two ranges.
  fileprivate func hasLineBreak(between first: SourceRange, _ second: SourceRange) -> Bool {
    first.upperBound <= second.lowerBound && bytes[first.upperBound..<second.lowerBound].contains(UInt8(ascii: "\n"))
  }
}
