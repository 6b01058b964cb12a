internal import Findings
internal import Synchronization
internal import Workspace

/// What was planned for commands of one state of a program: some editors ask again with each movement of the cursor.
final class PlanMemo: Sendable {
  /// A command of the program, or a wait and the task whose place in the text is looked for.
  struct Question: Hashable {
    let command: FileRange
    var task: String?
  }

  private let known = Mutex<[Question: TaskOfCommand?]>([:])

  func answer(_ question: Question, _ plan: () -> TaskOfCommand?) -> TaskOfCommand? {
    if let answer = known.withLock({ $0[question] }) { return answer }
    let answer = plan()
    known.withLock { $0[question] = .some(answer) }
    return answer
  }
}
