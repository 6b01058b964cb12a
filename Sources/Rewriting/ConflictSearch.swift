import DataFlow
import EffectModels
import ShellProgram
import TaskAnalysis

/// Finds the first step after a candidate that cannot run beside it.
struct ConflictSearch {
  let timeline: Timeline
  let describe: Descriptions
  private let comparison: ResourceComparison
  private let separation: PathSeparation
  private let judgement: StrictJudgement
  private var aliases: [Pair: Bool] = [:]
  /// For each resource, those of the present candidate that may be affected: indices into its touches.
  private var related: [Int: [Int]] = [:]

  private struct Pair: Hashable {
    let first: Int
    let second: Int
  }

  init(_ timeline: Timeline, _ describe: Descriptions, _ separation: PathSeparation) {
    self.timeline = timeline
    self.describe = describe
    self.separation = separation
    let commands = describe.traces.index.commands
    comparison = ResourceComparison(symbols: describe.traces.symbols, commands: commands)
    judgement = StrictJudgement(models: commands, separation: separation)
  }

  /// What stands for the item of a loop, while rounds of it are compared: in another round it is another one.
  private var item: Symbol?

  /// Forgets what was worked out for another candidate.
  ///
  /// - Parameter item: what stands for the item of a loop, where a round of it is compared with the others.
  mutating func beginCandidate(inRoundOver item: Symbol? = nil) {
    related = [:]
    self.item = item
  }

  /// Whether a text is another one in each round of the loop at hand.
  private func differsByRound(_ text: SymbolicString) -> Bool {
    guard let item else { return false }
    let symbols = describe.traces.symbols
    return text.symbols.filter { !symbols[$0].isConstant } == [item]
  }

  /// What of a step cannot run beside the candidate; nil where all of it can.
  ///
  /// - Parameter frame: the frame of the code that holds the candidate: it must not be left before the task is awaited.
  mutating func conflict(
    of footprint: Footprint, with index: Int, frame: Int, space: inout FormulaSpace
  ) -> Obstacle? {
    let event = timeline.trace.events[index]
    guard event.condition != .never, space.and(footprint.condition, event.condition) != .never else { return nil }
    switch event.kind {
    case .effect(let effect): return conflict(of: footprint, with: effect, index, event, space: &space)
    case .waitForAll: return Obstacle(reason: "all children of the shell are awaited there", other: event.place)
    case .initialize: return Obstacle(reason: "the state of tasks is emptied there", other: event.place)
    case .cleanUp: return Obstacle(reason: "tasks are collected there", other: event.place)
    case .leave(.exit(let succeeds)):
      guard succeeds, event.process == 0 else { return nil }
      return Obstacle(reason: "the run can end there", other: event.place)
    case .leave(.return), .leave(.break), .leave(.continue):
      guard event.frame == frame else { return nil }
      return Obstacle(reason: "the code around it can be left there", other: event.place)
    case .start, .wait, .loopBegin, .loopEnd, .processEnd: return nil
    }
  }

  private mutating func conflict(
    of footprint: Footprint, with effect: EffectEvent, _ index: Int, _ event: TraceEvent, space: inout FormulaSpace
  ) -> Obstacle? {
    switch effect {
    case .opaque(let text):
      return Obstacle(reason: "\(describe.quoted(text)) runs there, of which nothing is known", other: event.place)
    case .command(let command):
      if !timeline.isKnown(command) {
        return Obstacle(
          reason: "\(describe.command(command)) runs there, \(describe.ignorance(command))", other: event.place)
      }
      if footprint.mayBePolledFor, command.polls {
        return Obstacle(reason: "starts a service, for which what runs there may wait", other: event.place)
      }
      return accessConflict(of: footprint, with: index, event, space: &space)
        ?? mention(of: footprint, in: command, index, event)
    case .redirection: return accessConflict(of: footprint, with: index, event, space: &space)
    case .assignment(let variable, _), .variableRead(let variable):
      guard let carried = footprint.carried.first(where: { $0.isTouched(by: variable) }) else { return nil }
      let verb = if case .assignment = effect { "assigns" } else { "reads" }
      return Obstacle(
        reason: "assigns \(carried.name), which \(describe.place(event.place)) \(verb)",
        resource: "variable:\(carried.name)", other: event.place)
    case .shellState: return nil
    }
  }

  /// A later request that names an object which the candidate makes: it needs the object, whatever else it does.
  private func mention(of footprint: Footprint, in command: ExecutedCommand, _ index: Int, _ event: TraceEvent)
    -> Obstacle?
  {
    guard !footprint.objectNames.isEmpty,
      timeline.touches(of: index).contains(where: { timeline.resources[$0.resource].kind == .service }),
      let name = mentions(of: Set(footprint.objectNames.keys.filter { !differsByRound($0) }), in: command).first(
        where: { name, count in
          count > otherTypes(of: name, than: footprint.objectNames[name] ?? [], in: index)
        })?.name
    else { return nil }
    return Obstacle(
      reason: "makes or changes '\(describe.traces.describe(name))', which \(describe.place(event.place)) names",
      resource: "api-object:\(describe.traces.describe(name))", other: event.place)
  }

  /// Whether a step makes an object that a request of the candidate names.
  func makesWhatIsNamed(by footprint: Footprint, _ index: Int) -> Bool {
    let names = timeline.touches(of: index).compactMap { touch -> SymbolicString? in
      let resource = timeline.resources[touch.resource]
      return resource.kind == .apiObject && !touch.mode.isLook ? resource.key.objectName : nil
    }
    guard !names.isEmpty else { return false }
    return footprint.events.contains { event in
      guard case .effect(.command(let command)) = timeline.trace.events[event].kind,
        timeline.touches(of: event).contains(where: { timeline.resources[$0.resource].kind == .service })
      else { return false }
      return command.words.dropFirst().contains { Self.mentioned(in: $0, Set(names)) != nil }
    }
  }

  /// The names that a request mentions, in the order of its words, each with the number of words that do.
  private func mentions(of names: Set<SymbolicString>, in command: ExecutedCommand)
    -> [(name: SymbolicString, count: Int)]
  {
    var found: [(name: SymbolicString, count: Int)] = []
    for name in command.words.dropFirst().compactMap({ Self.mentioned(in: $0, names) }) {
      if let position = found.firstIndex(where: { $0.name == name }) {
        found[position].count += 1
      } else {
        found.append((name, 1))
      }
    }
    return found
  }

  /// How many objects of that name a request touches of which each is of another type: so many words name those.
  private func otherTypes(of name: SymbolicString, than types: Set<String>, in event: Int) -> Int {
    var others: Set<String> = []
    for touch in timeline.touches(of: event) {
      let resource = timeline.resources[touch.resource]
      guard resource.kind == .apiObject, resource.key.objectName == name, let type = resource.key.objectType,
        !types.contains(type), !types.contains("")
      else { continue }
      others.insert(type)
    }
    return others.count
  }

  private static func mentioned(in word: SymbolicString, _ names: Set<SymbolicString>) -> SymbolicString? {
    if names.contains(word) { return word }
    guard let text = word.text else { return nil }
    return text.split(whereSeparator: { "=,:/ ".contains($0) }).lazy.map { SymbolicString(String($0)) }
      .first { names.contains($0) }
  }

  private mutating func accessConflict(
    of footprint: Footprint, with index: Int, _ event: TraceEvent, space: inout FormulaSpace
  ) -> Obstacle? {
    for other in timeline.touches(of: index) {
      if footprint.needsNoPackages, timeline.resources[other.resource].kind == .packageManager { continue }
      for position in relatedResources(of: footprint, to: other.resource) {
        let (resource, touches) = footprint.touches[position]
        for touch in touches where isOrdered(touch, resource, other) {
          guard space.and(touch.condition, other.condition) != .never else { continue }
          return obstacle(touch, other)
        }
      }
    }
    return nil
  }

  /// The resources of the candidate that a resource may be, or whose kind tells.
  private mutating func relatedResources(of footprint: Footprint, to other: Int) -> [Int] {
    if let known = related[other] { return known }
    let kind = timeline.resources[other].kind
    let found = footprint.touches.indices.filter { position in
      let resource = footprint.touches[position].resource
      return timeline.resources[resource].kind != kind || kind == .service || kind == .apiObject
        || mayBeOne(resource, other)
    }
    related[other] = found
    return found
  }

  private mutating func isOrdered(_ touch: Timeline.Touch, _ resource: Int, _ other: Timeline.Touch) -> Bool {
    let first = timeline.resources[resource]
    let second = timeline.resources[other.resource]
    if judgement.needs(first, touch.mode, second, other.mode)
      || judgement.needs(second, other.mode, first, touch.mode)
    {
      return true
    }
    if first.kind == second.kind {
      guard StrictJudgement.isOrdered(first.kind, touch.mode, other.mode) else { return false }
      // A program lies where it was installed, which is in no directory but one that is known to hold it.
      if first.kind == .file, touch.mode == .use || other.mode == .use {
        return comparison.aliasing(first, second) > .unknown
      }
      return first.kind != .service && first.kind != .apiObject || mayBeOne(resource, other.resource)
    }
    if StrictJudgement.isOrdered(first.kind, touch.mode, second.kind, other.mode) { return true }
    // Which database a file names is not known: it may be any.
    switch (first.kind, second.kind) {
    case (.database, .configuredDatabase), (.configuredDatabase, .database): break
    default: return false
    }
    return StrictJudgement.isOrdered(.database, touch.mode, other.mode)
      && !isBoundElsewhere(first, second)
  }

  /// Whether the scripts point a configuration file at other databases only than a certain one. Where they leave it to the
  /// user, that keeps apart what they keep apart.
  private func isBoundElsewhere(_ first: Resource, _ second: Resource) -> Bool {
    let (file, database) = first.kind == .configuredDatabase ? (first, second) : (second, first)
    guard separation.settings.areTrusted, let names = timeline.boundDatabases[file.key] else { return false }
    return names.allSatisfy { name in
      // The file of one item names the database of that item.
      if name == database.key, differsByRound(name), differsByRound(file.key) { return true }
      let bound = Resource(kind: .database, key: name, reach: .exact)
      return (comparison.aliasing(bound, database) == .never || separation.areApart(bound, database))
        && !Self.mayInclude(database, bound)
    }
  }

  private mutating func mayBeOne(_ first: Int, _ second: Int) -> Bool {
    if first == second { return !differsByRound(timeline.resources[first].key) }
    let pair = Pair(first: min(first, second), second: max(first, second))
    if let known = aliases[pair] { return known }
    let one = timeline.resources[first]
    let other = timeline.resources[second]
    let answer =
      comparison.aliasing(one, other) != .never && !separation.areApart(one, other)
      || Self.mayInclude(one, other) || Self.mayInclude(other, one)
    aliases[pair] = answer
    return answer
  }

  /// Whether one stands for all names that begin like it, and the other may be one of them.
  private static func mayInclude(_ family: Resource, _ member: Resource) -> Bool {
    guard family.reach == .tree, family.kind != .file else { return false }
    let prefix = family.key.knownPrefix
    return member.key.knownPrefix.hasPrefix(prefix)
      || member.key.text == nil && prefix.hasPrefix(member.key.knownPrefix)
      || family.key.text == nil
  }

  private func obstacle(_ touch: Timeline.Touch, _ other: Timeline.Touch) -> Obstacle {
    let own = timeline.resources[touch.resource]
    let theirs = timeline.resources[other.resource]
    let place = timeline.trace.events[touch.event].place
    let otherPlace = timeline.trace.events[other.event].place
    return Obstacle(
      reason: describe.conflict((touch.mode, own, place), (other.mode, theirs, otherPlace)),
      resource: describe.key(own), place: place, other: otherPlace)
  }
}

extension VariableUse {
  /// Whether an access to another variable is one to this one, or to an element of it.
  fileprivate func isTouched(by other: VariableUse) -> Bool {
    owner == other.owner && (name == other.name || other.name.hasPrefix(name + "["))
  }
}
