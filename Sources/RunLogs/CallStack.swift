/// Which functions of one process are being executed, by the nesting of its trace, and how long each call took.
///
/// A line of the trace names the function that executes it, and nothing tells of a return: a call goes on until a line
/// of a function outside of it, and begins where the caller's line names it.
struct CallStack {
  private struct Frame {
    let depth: Int
    let function: Int
    let begin: Double
    /// Whether it is a call: not what goes on in a substitution.
    let isCall: Bool
    /// Whether it is a script itself.
    let isBase: Bool
    /// The command that is being executed: its name, its begin, and whether lines of a function of that name came.
    var name: Int?
    var commandBegin: Double
    var isEntered = false
  }

  /// The calls of one name.
  struct Totals {
    var count = 0
    /// Those that begin with the log itself: what it says of their begin may be late.
    var earlyCount = 0
    var earlySeconds = 0.0
    var seconds = 0.0
    var longest = 0.0
    var isFunction = false

    mutating func add(_ seconds: Double, isFunction: Bool, isEarly: Bool = false) {
      count += 1
      if isEarly {
        earlyCount += 1
        earlySeconds += seconds
      }
      self.seconds += seconds
      longest = max(longest, seconds)
      if isFunction { self.isFunction = true }
    }

    /// Of the calls whose begin is known, if there are any.
    var mean: Double {
      let known = count - earlyCount
      return known > 0 ? (seconds - earlySeconds) / Double(known) : count > 0 ? seconds / Double(count) : 0
    }

    mutating func add(_ other: Totals) {
      count += other.count
      earlyCount += other.earlyCount
      earlySeconds += other.earlySeconds
      seconds += other.seconds
      longest = max(longest, other.longest)
      isFunction = isFunction || other.isFunction
    }
  }

  private var frames: [Frame] = []
  /// Whether lines have times: without, calls nest, and nothing is known of how long they take.
  var isTimed: Bool
  private(set) var totals: [Int: Totals] = [:]
  /// When the log begins.
  private var firstTime: Double?

  init(isTimed: Bool = true) { self.isTimed = isTimed }

  /// Nesting beyond this is a log of noise.
  private static let maximumDepth = 512

  /// The function that called the one that is being executed.
  var caller: Int? { frames.count > 1 ? frames[frames.count - 2].function : nil }

  /// A call whose duration is told otherwise.
  mutating func note(_ function: Int, _ seconds: Double) {
    totals[function, default: Totals()].add(seconds, isFunction: true)
  }

  /// How many functions are being executed.
  var count: Int { frames.count }

  /// Whether a function is being executed.
  func contains(_ function: Int) -> Bool { frames.contains { $0.function == function } }

  /// Takes a line: the function that executes it, and what it executes. Files stand for functions, `isBase` says of the
  /// outermost.
  mutating func enter(depth: Int, function: Int, isBase: Bool, name: Int?, at time: Double) {
    if firstTime == nil { firstTime = time }
    while let top = frames.last, top.depth > depth { pop(at: time) }
    // The log began within a function, and the script itself goes on.
    if isBase, let first = frames.first, !first.isBase, depth <= first.depth {
      while !frames.isEmpty { pop(at: time) }
    }
    if let top = frames.last, top.depth == depth {
      if top.function != function { turn(to: function, depth, top.name, isBase, at: time) }
    } else {
      // The first line of a called function may be of a substitution in it.
      if let top = frames.last, top.name == function { turn(to: function, top.depth, function, isBase, at: time) }
      push(
        Frame(
          depth: depth, function: function, begin: time, isCall: !contains(function), isBase: isBase, name: nil,
          commandBegin: time))
    }
    closeCommand(at: time)
    guard !frames.isEmpty else { return }
    frames[frames.count - 1].name = name
    frames[frames.count - 1].commandBegin = time
    frames[frames.count - 1].isEntered = false
  }

  /// A line of another function at the same depth: it was called, or it goes on.
  private mutating func turn(to function: Int, _ depth: Int, _ called: Int?, _ isBase: Bool, at time: Double) {
    let isCalled = called == function
    if !isCalled, let index = frames.lastIndex(where: { $0.depth == depth && $0.function == function }) {
      while frames.count > index + 1 { pop(at: time) }
      return
    }
    let caller = frames.count - 1
    if isCalled { frames[caller].isEntered = true }
    push(
      Frame(
        depth: depth, function: function, begin: frames[caller].commandBegin, isCall: true, isBase: isBase,
        name: nil, commandBegin: time))
  }

  private mutating func push(_ frame: Frame) {
    if frames.count < Self.maximumDepth { frames.append(frame) }
  }

  private mutating func pop(at time: Double) {
    closeCommand(at: time)
    guard let frame = frames.popLast(), frame.isCall, isTimed else { return }
    totals[frame.function, default: Totals()].add(
      max(0, time - frame.begin), isFunction: true, isEarly: frame.begin == firstTime)
  }

  private mutating func closeCommand(at time: Double) {
    guard let top = frames.last, let name = top.name, !top.isEntered else { return }
    if isTimed {
      totals[name, default: Totals()].add(
        max(0, time - top.commandBegin), isFunction: false, isEarly: top.commandBegin == firstTime)
    }
    frames[frames.count - 1].name = nil
  }

  /// Ends all calls.
  mutating func close(at time: Double) {
    while !frames.isEmpty { pop(at: time) }
  }

  /// Adds what another stack has measured, but for one name, which is measured otherwise.
  mutating func add(_ other: CallStack, except known: Int?) {
    for (name, totals) in other.totals where name != known { self.totals[name, default: Totals()].add(totals) }
  }
}
