/// Lists tasks on a number of cores in the order of their starts, beside a foreground that starts and awaits them.
struct Schedule {
  /// A task: the steps that move to the background, and the steps before which it starts and is awaited.
  struct Task {
    let start: Int
    let events: Range<Int>
    let wait: Int
  }

  let tasks: [Task]
  let seconds: (Range<Int>) -> Double
  let eventCount: Int

  /// When the program ends, and how many tasks are outstanding at most; nil cores are as many as are wanted.
  func run(cores: Int?) -> (seconds: Double, outstanding: Int) {
    var time = 0.0
    var position = 0
    var free: [Double] = cores.map { Array(repeating: 0, count: max(1, $0)) } ?? []
    var running: [(wait: Int, end: Double)] = []
    var most = 0
    let moved = tasks.map(\.events).filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
    func advance(to event: Int) {
      // Waits on the way, in their order.
      for wait in Set(running.map(\.wait)).sorted() where wait <= event {
        time += foreground(position..<max(position, wait), without: moved)
        position = max(position, wait)
        time = max(time, running.filter { $0.wait == wait }.map(\.end).max() ?? 0)
        running.removeAll { $0.wait == wait }
      }
      time += foreground(position..<max(position, event), without: moved)
      position = max(position, event)
    }
    for task in tasks.sorted(by: { ($0.start, $0.events.lowerBound) < ($1.start, $1.events.lowerBound) }) {
      advance(to: task.start)
      var begin = time
      if let core = free.indices.min(by: { free[$0] < free[$1] }) {
        begin = max(time, free[core])
        free[core] = begin + seconds(task.events)
      }
      running.append((task.wait, begin + seconds(task.events)))
      most = max(most, running.count)
    }
    advance(to: eventCount)
    time = max(time, running.map(\.end).max() ?? 0)
    return (time, most)
  }

  /// The seconds of steps that stay in the foreground.
  private func foreground(_ range: Range<Int>, without moved: [Range<Int>]) -> Double {
    var sum = 0.0
    var position = range.lowerBound
    for events in moved where events.overlaps(range) {
      if position < events.lowerBound { sum += seconds(position..<events.lowerBound) }
      position = max(position, events.upperBound)
    }
    return position < range.upperBound ? sum + seconds(position..<range.upperBound) : sum
  }
}
