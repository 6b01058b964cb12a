internal import ArgumentParser

/// What is changed in the scripts.
struct FixOptions: ParsableArguments {
  @Flag(help: "Apply fixes that change nothing but what they mend.")
  var fix = false

  @Flag(help: "With --fix, --fix-only or --diff: those too that are right only on an assumption.")
  var unsafeFixes = false

  @Flag(help: "Print what --fix would change, as a patch, and nothing else.")
  var diff = false

  @Flag(help: "Apply fixes and report nothing.")
  var fixOnly = false

  @Flag(help: "End with status 1 where something was fixed.")
  var exitNonZeroOnFix = false

  @Option(help: ArgumentHelp("Put comments into the scripts that silence all findings.", valueName: "reason"))
  var addIgnore: String?

  /// Whether files are written.
  var writes: Bool { fix || fixOnly || addIgnore != nil }

  func validate() throws {
    if addIgnore != nil, fix || fixOnly || diff {
      throw ValidationError("'--add-ignore' cannot be combined with fixes.")
    }
    if unsafeFixes, !(fix || fixOnly || diff) {
      throw ValidationError("'--unsafe-fixes' needs '--fix', '--fix-only' or '--diff'.")
    }
    if let addIgnore, addIgnore.contains(where: \.isNewline) {
      throw ValidationError("The reason of '--add-ignore' must be one line.")
    }
  }
}
