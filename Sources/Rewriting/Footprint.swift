import DataFlow
import EffectModels
import ShellProgram
import TaskAnalysis

/// What a candidate does to anything that others may notice, and what keeps it in the foreground.
struct Footprint {
  let events: Range<Int>
  let condition: Formula
  /// The resources that it touches, in ascending order, each with its accesses.
  private(set) var touches: [(resource: Int, touches: [Timeline.Touch])] = []
  /// The names of API objects that it makes or changes, each with the types of the objects; an empty one is any.
  private(set) var objectNames: [SymbolicString: Set<String>] = [:]
  /// Variables of the callers that it leaves changed: the event that does it, and when.
  private(set) var assigned: [VariableUse: (event: Int, condition: Formula)] = [:]
  /// The variables of others whose values it uses.
  private(set) var read: Set<VariableUse> = []
  /// Variables that its wait brings back.
  private(set) var carried: Set<VariableUse> = []
  /// Whether it starts what the foreground may wait for without naming it.
  var mayBePolledFor = false
  /// Whether all programs that it needs are known to be there already.
  var needsNoPackages = false
  /// Why it cannot run in the background whatever comes after it.
  private(set) var obstacle: Obstacle?

  /// - Parameter carries: whether the runtime may bring variables back.
  init(
    _ stretch: Stretch, _ timeline: Timeline, describe: Descriptions, carries: Bool, space: inout FormulaSpace
  ) {
    events = stretch.events
    condition = stretch.condition
    var byResource: [Int: [Timeline.Touch]] = [:]
    for touch in timeline.touches(of: stretch.events) where touch.condition != .never {
      byResource[touch.resource, default: []].append(touch)
    }
    for (resource, touches) in byResource where timeline.resources[resource].kind == .apiObject {
      if touches.contains(where: { !$0.mode.isLook }) {
        let key = timeline.resources[resource].key
        if let name = key.objectName { objectNames[name, default: []].insert(key.objectType ?? "") }
      }
    }
    obstacle = Self.idleWait(events, timeline)
    touches = byResource.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    // Frames are numbered as they are entered: a local of a lower one is the caller's.
    let lowest = stretch.frames.min() ?? .max
    for index in events {
      let event = timeline.trace.events[index]
      guard event.condition != .never else { continue }
      if carries, event.isInMainShell, case .effect(.shellState(let change)) = event.kind, change.isForScripts {
        carried.insert(VariableUse(name: change.name, owner: nil))
        continue
      }
      if case .effect(.variableRead(let variable)) = event.kind { read.insert(variable) }
      if obstacle == nil { obstacle = Self.obstacle(index, event, stretch, timeline, describe) }
      if case .effect(.assignment(let variable, isChange: true)) = event.kind, event.isInMainShell,
        variable.owner ?? -1 < lowest
      {
        let known = assigned[variable]
        assigned[variable] = (known?.event ?? index, space.or(known?.condition ?? .never, event.condition))
      }
    }
  }

  /// What is left of it once it is done: what it has locked is free again.
  var whenDone: Footprint {
    var result = self
    result.touches.removeAll { $0.touches.contains { $0.mode == .exclusive } }
    return result
  }

  /// Leaves the variable of a loop to the foreground, which sets it before each round.
  mutating func leaveToForeground(_ variable: String) {
    assigned = assigned.filter { $0.key.name != variable }
  }

  /// Has the wait bring a variable back; false where the runtime cannot.
  mutating func carry(_ variable: VariableUse) -> Bool {
    guard variable.name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return false }
    carried.insert(variable)
    return true
  }

  /// What only waits for something makes no sense beside what it holds up; what it has started itself is known to be
  /// in use afterwards.
  private static func idleWait(_ events: Range<Int>, _ timeline: Timeline) -> Obstacle? {
    guard
      let wait = events.first(where: { timeline.isIdleWait($0) }),
      !events.contains(where: timeline.startsService)
    else { return nil }
    return Obstacle(
      reason: "waits for something that what follows may need", place: timeline.trace.events[wait].place)
  }

  private static func obstacle(
    _ index: Int, _ event: TraceEvent, _ stretch: Stretch, _ timeline: Timeline,
    _ describe: Descriptions
  ) -> Obstacle? {
    switch event.kind {
    case .effect(let effect):
      return obstacle(effect, event, stretch, timeline, describe)
    case .start, .wait, .initialize, .cleanUp:
      return Obstacle(reason: "starts or awaits tasks itself", place: event.place)
    case .waitForAll: return Obstacle(reason: "waits for every child of the shell", place: event.place)
    case .leave(.exit(succeeds: true)) where event.isInMainShell:
      return Obstacle(reason: "can end the whole run successfully", place: event.place)
    case .processEnd(let process):
      switch timeline.trace.processes[process].kind {
      case .background, .coprocess:
        return Obstacle(reason: "leaves a process of its own running in the background", place: event.place)
      case .main, .subshell, .pipelineElement, .commandSubstitution, .processSubstitution, .task: return nil
      }
    case .loopBegin, .loopEnd, .leave: return nil
    }
  }

  private static func obstacle(
    _ effect: EffectEvent, _ event: TraceEvent, _ stretch: Stretch, _ timeline: Timeline, _ describe: Descriptions
  ) -> Obstacle? {
    switch effect {
    case .command(let command):
      if command.readsInput { return Obstacle(reason: "reads standard input", place: event.place) }
      if command.needsTerminal { return Obstacle(reason: "needs a terminal", place: event.place) }
      if timeline.isKnown(command) { return nil }
      return Obstacle(reason: "runs \(describe.command(command)), \(describe.ignorance(command))", place: event.place)
    case .opaque(let text):
      return Obstacle(reason: "runs \(describe.quoted(text)), of which nothing is known", place: event.place)
    case .shellState(let change):
      // Of functions further in, those around them tell what is left in the end.
      guard event.isInMainShell,
        change.kind == .function || change.kind == .export || stretch.frames.contains(event.frame)
      else { return nil }
      return Obstacle(reason: "changes \(describe.state(change)) of the shell", place: event.place)
    case .redirection, .assignment, .variableRead: return nil
    }
  }
}

extension ShellStateChange {
  /// Whether a variable is exported that no program looks for: names with small letters are left to applications by
  /// POSIX (8.1), but for those of proxies.
  fileprivate var isForScripts: Bool {
    kind == .export && name.contains(where: \.isLowercase) && !name.hasSuffix("_proxy")
  }
}

extension SymbolicString {
  /// The type in `type/name`.
  var objectType: String? {
    let prefix = knownPrefix
    return prefix.firstIndex(of: "/").map { String(prefix[..<$0]) }
  }

  /// The name in `type/name`, where it is one word; nil for relations between objects.
  var objectName: SymbolicString? {
    guard let slash = knownPrefix.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let name = dropping(prefix: knownPrefix.utf8.distance(from: knownPrefix.utf8.startIndex, to: slash) + 1)
    let isRelation = name.pieces.contains { if case .text(let text) = $0 { text.contains("/") } else { false } }
    return isRelation || name.isEmpty ? nil : name
  }
}
