internal import Rewriting
internal import ShellProgram

/// Asks about each task.
struct TaskQuestions {
  let traces: ProgramTraces

  /// The starts that are not wanted; what was accepted stays accepted, whatever ends the questions.
  func declined(among plan: Plan) throws -> Set<Place> {
    let tasks = plan.tasks.map { task in
      (Plan(task), question: "Run \(task.name) in the background?", start: task.start)
    }
    let waits = plan.laterWaits.map { later in
      var single = Plan()
      single.laterWaits = [later]
      return (single, question: "Wait for \(later.name) later?", start: later.start)
    }
    var declined: Set<Place> = []
    var rest: Bool?
    for (change, question, start) in tasks + waits {
      if rest == nil {
        StandardStreams.say(PlanPrinter(plan: change, traces: traces).report)
        rest = ask(&declined, question, start)
      } else if rest == false {
        declined.insert(start)
      }
    }
    return declined
  }

  /// Nil to go on asking, else the answer for all further tasks.
  private func ask(_ declined: inout Set<Place>, _ question: String, _ start: Place) -> Bool? {
    while true {
      StandardStreams.say("\(question) [y,n,a,d,q,?]")
      switch readLine() {
      case "y": return nil
      case "n":
        declined.insert(start)
        return nil
      case "a": return true
      case "d", "q", nil:
        declined.insert(start)
        return false
      default:
        StandardStreams.say("y: yes; n: no; a: yes, and all after it; d or q: no, and none after it")
      }
    }
  }
}
