/// The runtime library: the bash file that programs with tasks source, a drop-in for devstack's inc/async.
package enum RuntimeLibrary {
  /// The whole file, as it is installed.
  package static let text = file("library/async")
  /// The page for a reviewer who must decide to adopt it.
  package static let guide = file("library/README.md")
  /// Where devstack has its runtime, relative to the tree.
  package static let defaultPath = "inc/async"
  /// The oldest bash that runs it.
  package static let oldestBash = (major: 5, minor: 1)

  /// Every function that scripts may call, in the order in which the file defines them.
  package static let publicFunctions = [
    "async_init", "async_run", "async_runfunc", "async_wait", "async_wait_all", "async_status", "async_cleanup",
    "async_pidof", "async_log", "async_inner", "async_wait_dump", "async_print_timing",
  ]
  /// What devstack's own runtime offers: scripts written for any runtime call nothing else.
  package static let commonFunctions = publicFunctions.filter { $0 != "async_wait_all" && $0 != "async_status" }

  /// The file below `$DEST/async` with one JSON object a line for each collected task.
  package static let recordFile = "tasks.jsonl"
  /// The option of a start that names a variable to set in the foreground at the wait.
  package static let carryOption = "--carry"
  /// The option of a start or a wait that limits it to a number of seconds.
  package static let timeoutOption = "--timeout"

  private static func file(_ path: String) -> String {
    EmbeddedText.files.first { $0.path == path }?.text ?? ""
  }
}
