/// What lint says of a task.
package struct TimelineFinding: Sendable {
  package let code: String
  package let task: String
  package let place: String
  package let message: String

  package init(code: String, task: String, place: String, message: String) {
    (self.code, self.task, self.place, self.message) = (code, task, place, message)
  }
}
