import DataFlow
package import EffectModels
package import ShellProgram

/// What the definitions of modelled functions do that their models leave out.
///
/// Each call is compared with what follows from the function's text for its arguments; of modelled functions that it calls
/// in turn, their models count, since they are compared themselves.
package struct ModelDifferences: Sendable {
  /// An effect that a function has, and its model does not.
  package struct Difference: Sendable {
    package let function: String
    /// Nil where the function may end the shell, and its model says that it never does.
    package let effect: Effect?
    /// The step of the function that does it, and where the function is called.
    package let place: Place
    package let call: Place
  }

  package typealias Effect = ModelEffect

  /// One for each function and effect, in the order in which they were met.
  package private(set) var differences: [Difference] = []
  /// The functions that were compared, sorted.
  package private(set) var functions: [String] = []

  private let traces: ProgramTraces
  private let comparison: ResourceComparison
  private var known: Set<Known> = []

  private struct Known: Hashable {
    let function: String
    let effect: Effect?
  }

  /// A call whose model and whose function's frame are there.
  private struct Call {
    let frame: Int
    let process: Int
    let name: String
    let place: Place
    var effects: [Effect] = []
    var mayEnd = false
    var isPartlyUnknown = false
  }

  /// Compares all calls of programs that were followed with definitions beside models.
  package init(_ traces: ProgramTraces) {
    self.traces = traces
    comparison = ResourceComparison(symbols: traces.symbols, commands: traces.index.commands)
    var names: Set<String> = []
    for trace in traces.traces {
      let calls = calls(in: trace)
      names.formUnion(calls.values.map(\.name))
      compare(calls, in: trace)
    }
    functions = names.sorted()
  }

  /// The calls of modelled functions, by the frame of the function.
  private func calls(in trace: ProgramTrace) -> [Int: Call] {
    struct Site: Hashable {
      let frame: Int
      let place: Place
      let name: String
    }
    var commands: [Site: [ExecutedCommand]] = [:]
    for event in trace.events {
      guard case .effect(.command(let command)) = event.kind, let name = command.words.first?.text else { continue }
      commands[Site(frame: event.frame, place: event.place, name: name), default: []].append(command)
    }
    var calls: [Int: Call] = [:]
    for (index, frame) in trace.frames.enumerated() where frame.kind == .function {
      guard let parent = frame.parent, let place = frame.callPlace,
        let modelled = commands[Site(frame: parent, place: place, name: frame.name)],
        var process = trace.events.first(where: { $0.frame == index })?.process
      else { continue }
      // The function was followed in a child shell of its own, within which it may have more.
      while trace.processes[process].place != place, let outer = trace.processes[process].parent { process = outer }
      var call = Call(frame: index, process: process, name: frame.name, place: place)
      for command in modelled {
        call.effects += command.effects
        if case .never = command.ending {} else { call.mayEnd = true }
        if case .known = command.knowledge {} else { call.isPartlyUnknown = true }
      }
      calls[index] = call
    }
    return calls
  }

  private mutating func compare(_ calls: [Int: Call], in trace: ProgramTrace) {
    // The nearest modelled function around each frame.
    var around: [Int?] = []
    for (index, frame) in trace.frames.enumerated() {
      around.append(calls[index] != nil ? index : frame.parent.flatMap { around[$0] })
    }
    for event in trace.events where event.condition != .never {
      guard let call = around[event.frame].flatMap({ calls[$0] }), !call.isPartlyUnknown else { continue }
      switch event.kind {
      case .effect(.command(let command)):
        for effect in command.effects { check(effect, of: call, at: event.place) }
        if case .never = command.ending {} else { checkEnding(of: call, event) }
      case .effect(.redirection(let mode, let path)): check(ModelEffect(mode, .file, path), of: call, at: event.place)
      case .leave(.exit): checkEnding(of: call, event)
      case .effect, .leave, .start, .wait, .waitForAll, .initialize, .cleanUp, .loopBegin, .loopEnd, .processEnd: break
      }
    }
  }

  private mutating func checkEnding(of call: Call, _ event: TraceEvent) {
    guard !call.mayEnd, event.process == call.process else { return }
    add(nil, of: call, at: event.place)
  }

  private mutating func check(_ effect: Effect, of call: Call, at place: Place) {
    // Files that are new each time are nobody else's, and a relative path may be any.
    let resource = Resource(kind: effect.kind, key: effect.key, reach: effect.reach)
    guard comparison.aliasing(resource, resource) == .must else { return }
    let modes = call.effects.filter { covers($0, effect) }.map(\.mode)
    if !Self.covers(effect.kind, modes, effect.mode) { add(effect, of: call, at: place) }
  }

  private mutating func add(_ effect: Effect?, of call: Call, at place: Place) {
    guard known.insert(Known(function: call.name, effect: effect)).inserted else { return }
    differences.append(Difference(function: call.name, effect: effect, place: place, call: call.place))
  }

  /// Whether all of the second resource is part of the first.
  private func covers(_ stated: Effect, _ effect: Effect) -> Bool {
    if effect.reach == .tree, stated.reach != .tree { return false }
    let resource = Resource(kind: effect.kind, key: effect.key, reach: .exact)
    return comparison.aliasing(Resource(kind: stated.kind, key: stated.key, reach: stated.reach), resource) == .must
  }

  /// Whether all that conflicts with the one mode conflicts with one of the others.
  private static func covers(_ kind: ResourceKind, _ stated: [EffectMode], _ mode: EffectMode) -> Bool {
    EffectMode.allCases.allSatisfy { other in
      [true, false].allSatisfy { isTask in
        let sides: [(EffectMode) -> Bool] = [
          { Conflict.Kind(kind, task: $0, other: other, isTask: isTask) != nil },
          { Conflict.Kind(kind, task: other, other: $0, isTask: isTask) != nil },
        ]
        return sides.allSatisfy { conflicts in !conflicts(mode) || stated.contains(where: conflicts) }
      }
    }
  }
}
