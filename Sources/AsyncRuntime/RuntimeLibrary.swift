/// The runtime library: the bash file that programs with tasks source, a drop-in for devstack's inc/async.
package enum RuntimeLibrary {
  /// The whole file, as it is installed.
  package static let text = file("library/async")
  /// The page for a reviewer who must decide to adopt it.
  package static let guide = file("library/README.md")
  /// Where devstack has its runtime, relative to the tree.
  package static let defaultPath = "inc/async"
  /// What a commit to devstack consists of: where each file goes, its text, and whether it is a program.
  package static let devstackFiles: [(path: String, text: String, isProgram: Bool)] = [
    (defaultPath, text, false),
    ("tests/test_async.sh", file("library/devstack/test_async.sh"), true),
    ("doc/source/async.rst", file("library/devstack/async.rst"), false),
    ("releasenotes/notes/async-records-4f6d0c1b7a92e583.yaml", file("library/devstack/async-records.yaml"), false),
  ]
  /// The oldest bash that runs it.
  package static let oldestBash = (major: 5, minor: 1)

  /// Every function that scripts may call: first those of devstack's own runtime.
  package static let publicFunctions = [
    "async_init", "async_run", "async_runfunc", "async_wait", "async_cleanup", "async_pidof", "async_log",
    "async_inner", "async_wait_dump", "async_print_timing", "async_wait_all", "async_status", "async_kill",
    "async_lock",
  ]
  /// What devstack's own runtime offers: scripts written for any runtime call nothing else.
  package static let commonFunctions = Array(publicFunctions.prefix(10))

  /// The file below `$DEST/async` with one JSON object a line for each collected task.
  package static let recordFile = "tasks.jsonl"
  /// The option of a start that names a variable to set in the foreground at the wait.
  package static let carryOption = "--carry"
  /// The option of a start that lets it wait for the end of another task.
  package static let afterOption = "--after"
  /// The option of a start or a wait that limits it to a number of seconds.
  package static let timeoutOption = "--timeout"

  private static func file(_ path: String) -> String {
    EmbeddedText.files.first { $0.path == path }?.text ?? ""
  }
}
