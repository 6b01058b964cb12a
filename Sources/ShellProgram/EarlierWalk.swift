/// Programs as they were followed before something changed, seen from the state after that.
struct EarlierWalk {
  /// A segment of them, and the number of its first statement now; nil where that is not what it was.
  struct Segment {
    let original: TraceSegment
    let statement: Int?
    let isAffected: Bool
  }

  private let followed: FollowedPrograms
  private let lastUnfolder: Unfolder
  private let change: ProgramChange
  private let oldIndex: ProgramIndex
  private let index: ProgramIndex

  /// With more of them than this, the programs are better divided anew.
  private static let maximumSegments = 48

  /// Nil where nothing of it can be used.
  init?(_ previous: ProgramTraces, before index: ProgramIndex) {
    guard let followed = previous.walk, let end = followed.end, followed.segments.count <= Self.maximumSegments,
      !followed.segments.contains(where: \.log.cuts.loseEvents),
      let change = ProgramChange(from: previous.index, to: index),
      // Whether a program has arguments is known at its beginning.
      zip(previous.index.scripts, index.scripts).allSatisfy({
        $0.topLevel.looksAtArguments == $1.topLevel.looksAtArguments
      })
    else { return nil }
    self.followed = followed
    lastUnfolder = end
    self.change = change
    oldIndex = previous.index
    self.index = index
  }

  /// Where the unfolder stood behind all programs.
  var end: Unfolder { lastUnfolder.moved(by: change, to: index) }

  var remains: Unfolder.Remains? { followed.remains }

  /// Where the unfolder stood before a program, as far as names and conditions go.
  func unfolder(beforeProgram number: Int) -> Unfolder {
    followed.segments.first { $0.program >= number }.map { $0.start.moved(by: change, to: index) } ?? end
  }

  func start(of segment: Segment) -> Unfolder { segment.original.start.moved(by: change, to: index) }

  /// The segments of a program; none where another one was followed in its place.
  func segments(of entry: EntryPoint, at program: Int) -> [Segment] {
    guard followed.programs.indices.contains(program), followed.programs[program] == entry else { return [] }
    let file = entry.file
    let old = oldIndex.source.scripts[file.value]
    let new = index.source.scripts[file.value]
    let segments = followed.segments.filter { $0.program == program }
    let statements = segments.map { segment -> Int? in
      if segment.statement == 0 { return 0 }
      return file == change.file ? change.number(ofStatement: segment.statement, of: old, in: new) : segment.statement
    }
    return segments.indices.map { position in
      let segment = segments[position]
      let isLast = position == segments.count - 1
      // What ends at a point that is no longer there is as good as changed.
      let endsElsewhere = !isLast && statements[position + 1] == nil
      let range = segment.statement..<(isLast ? old.statements.count : segments[position + 1].statement)
      let isChanged = file == change.file && change.touches(range, of: old)
      return Segment(
        original: segment, statement: statements[position],
        isAffected: endsElsewhere || isChanged
          || change.matters(to: segment.log, of: position == 0 ? file : nil))
    }
  }

  /// The segment as one of the new state; nil where the change means something to it.
  func takenOver(_ segment: Segment) -> TraceSegment? {
    guard !segment.isAffected, let statement = segment.statement else { return nil }
    let original = segment.original
    return TraceSegment(
      program: original.program, statement: statement, start: start(of: segment), opened: original.opened,
      log: original.log.mentions(change.file, in: index) ? original.log.moved(by: change) : original.log)
  }
}

extension TraceLog {
  /// Whether places in a file may have been written down.
  fileprivate func mentions(_ file: FileIndex, in index: ProgramIndex) -> Bool {
    consulted.files.contains(file) || frames.first?.file == file
      || consulted.functions.contains { index[$0].file == file }
  }
}
