import ShellProgram
import SourceText

/// Lists the commands of a program of which no model tells what they do.
struct UnknownCommandPrinter {
  let traces: ProgramTraces

  /// The share of calls that are unknown, then each unknown command with how often it is called and where first.
  ///
  /// A call counts once for each place in the text, however many ways lead to it.
  func text() -> String {
    var calls: Set<Place> = []
    var unknown: [String: [Place]] = [:]
    for trace in traces.traces {
      for event in trace.events {
        guard case .effect(.command(let command)) = event.kind, calls.insert(event.place).inserted else { continue }
        guard case .unknown = command.knowledge else { continue }
        let name = command.words.first.map { traces.describe($0) } ?? ""
        unknown[name, default: []].append(event.place)
      }
    }
    let count = unknown.values.reduce(0) { $0 + $1.count }
    let share = calls.isEmpty ? 0 : Double(count * 1000 / calls.count) / 10
    let lines = unknown.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { name, places in
      "\(places.count) \(name) at \(place(places[0]))"
    }
    return (["\(count) of \(calls.count) calls unknown, \(share) %"] + lines).asVisibleLines
  }

  private func place(_ place: Place) -> String {
    let source = traces.index.source.scripts[place.file.value].source
    return "\(source.path):\(source.lines.line(at: place.range.lowerBound) + 1)"
  }
}
