internal import Rewriting
internal import ShellProgram

/// Asks about each task.
struct TaskQuestions {
  let traces: ProgramTraces

  /// The starts that are not wanted; what was accepted stays accepted, whatever ends the questions.
  func declined(among tasks: [PlannedTask]) throws -> Set<Place> {
    var declined: Set<Place> = []
    var rest: Bool?
    for task in tasks {
      if rest == nil {
        StandardStreams.say(PlanPrinter(plan: Plan(task), traces: traces).report)
        rest = ask(&declined, task)
      } else if rest == false {
        declined.insert(task.start)
      }
    }
    return declined
  }

  /// Nil to go on asking, else the answer for all further tasks.
  private func ask(_ declined: inout Set<Place>, _ task: PlannedTask) -> Bool? {
    while true {
      StandardStreams.say("Run \(task.name) in the background? [y,n,a,d,q,?]")
      switch readLine() {
      case "y": return nil
      case "n":
        declined.insert(task.start)
        return nil
      case "a": return true
      case "d", "q", nil:
        declined.insert(task.start)
        return false
      default:
        StandardStreams.say("y: yes; n: no; a: yes, and all after it; d or q: no, and none after it")
      }
    }
  }
}
