import DataFlow
import ShellProgram
import ShellSyntax

/// Where the wait for a task goes: before a statement of one of the lists around its start.
struct WaitPlacement {
  /// How many lists lie around the list of the wait.
  let level: Int
  /// The index is that of the statement before which it stands, or of the end of the list.
  let position: StatementTree.Position
  /// What has to come after it; nil where only the end of the code asks for it.
  let obstacle: Obstacle?

  /// Whether it comes before another one on every path from the start.
  func isBefore(_ other: WaitPlacement) -> Bool {
    level != other.level ? level > other.level : position.index < other.position.index
  }
}

/// Walks from a start to the first step that cannot run beside its task.
struct WaitSearch {
  let tree: StatementTree
  let course: Course
  let timeline: Timeline
  let frame: Int

  /// - Parameter last: the last of the steps after the start that run beside the task in any case.
  func placement(
    of footprint: Footprint, after step: Int, beyond last: Int = 0, _ search: inout ConflictSearch,
    space: inout FormulaSpace
  ) -> WaitPlacement {
    let path = course.steps[step].path
    let loop = path.indices.last { tree.lists[path[$0].list].isLoopBody }
    for number in course.steps.indices.dropFirst(step + 1) {
      let next = course.steps[number]
      let target = placement(before: next.path, from: path)
      if let loop, target.level < loop { return end(of: path, loop, nil) }
      if number <= last { continue }
      for index in next.events {
        if let obstacle = search.conflict(of: footprint, with: index, frame: frame, space: &space) {
          return WaitPlacement(level: target.level, position: target.position, obstacle: obstacle)
        }
      }
    }
    return end(of: path, loop ?? 0, nil)
  }

  /// The place in a list around the start that is passed on every way from there to the statement.
  private func placement(before target: [StatementTree.Position], from path: [StatementTree.Position]) -> WaitPlacement
  {
    let level = zip(path, target).prefix { $0 == $1 }.count
    guard level < target.count, level < path.count else {
      // The statement is one around the start: its condition, in the next round.
      return end(of: path, min(level, path.count - 1), nil)
    }
    guard path[level].list == target[level].list else { return end(of: path, level, nil) }
    if target[level].index > path[level].index {
      return WaitPlacement(level: level, position: target[level], obstacle: nil)
    }
    // Before it in the text, after it in time: in the next round.
    let loop = path[...level].indices.last { tree.lists[path[$0].list].isLoopBody }
    return end(of: path, loop ?? level, nil)
  }

  private func end(of path: [StatementTree.Position], _ level: Int, _ obstacle: Obstacle?) -> WaitPlacement {
    let list = path[level].list
    return WaitPlacement(
      level: level, position: StatementTree.Position(list: list, index: tree.lists[list].statements.count),
      obstacle: obstacle)
  }

  /// The steps between a start and its wait, and the first event after the wait.
  func steps(between step: Int, and wait: WaitPlacement) -> (range: Range<Int>, end: Int) {
    let list = wait.position.list
    let start = course.steps[step].path
    var end = course.steps[step].events.upperBound
    for index in course.steps.indices.dropFirst(step + 1) {
      let path = course.steps[index].path
      guard wait.level < path.count, path[wait.level].list == list, path[wait.level].index < wait.position.index,
        // What is not below the start in the text comes in the next round of a loop.
        Self.stands(path, below: start)
      else {
        return (step + 1..<index, course.steps[index].events.lowerBound)
      }
      end = course.steps[index].events.upperBound
    }
    return (step + 1..<course.steps.count, end)
  }

  /// Whether a statement comes after another one in the text.
  private static func stands(_ path: [StatementTree.Position], below other: [StatementTree.Position]) -> Bool {
    guard let (one, two) = zip(path, other).first(where: { $0 != $1 }) else { return false }
    return (one.list, one.index) > (two.list, two.index)
  }
}
