/// What the runtime's functions do: devstack's documentation does not say it.
enum HelperPages {
  /// The page of a function; nil where it is none of the runtime's.
  static func page(of name: String) -> String? {
    pages[name].map { "```bash\n\($0.usage)\n```\n\($0.text)" }
  }

  private static let pages: [String: (usage: String, text: String)] = [
    "async_run": (
      "async_run NAME COMMAND [ARG…]",
      """
      Starts COMMAND in a background child shell under NAME. Its output goes to `$DEST/async/NAME.log` and is shown when \
      the task is awaited.

      The child is a fork: what COMMAND assigns, exports, or changes of the shell (`cd`, `set`, traps, functions) is lost \
      to the script. Each name needs an `async_wait` before what it produces is used. Where `DEVSTACK_PARALLEL` is not \
      `True`, COMMAND simply runs in the foreground.
      """
    ),
    "async_runfunc": (
      "async_runfunc FUNCTION [ARG…]",
      """
      Starts a function as a background task of its own name: the same as `async_run FUNCTION FUNCTION ARG…`.
      """
    ),
    "async_wait": (
      "async_wait NAME…",
      """
      Waits for each of the tasks, shows its log, and fails if a task failed. To wait for a task that is not outstanding \
      is harmless: a line is printed. So a start under a condition may have a wait without one.
      """
    ),
    "async_init": (
      "async_init",
      "Empties the directory of task states. To be called once, before the first start."
    ),
    "async_cleanup": (
      "async_cleanup",
      "Collects the tasks that nothing has awaited. To be called at the end of the script, on failure too."
    ),
    "async_wait_all": ("async_wait_all", "Waits for every task that is outstanding."),
    "async_print_timing": (
      "async_print_timing", "Prints how long tasks took, how long the script waited for them, and what that saved."
    ),
  ]
}
