/// Builtins of bash and utilities of POSIX whose outcome is a matter of their arguments alone.
enum ShellBuiltin {
  /// Those that an analysis has to carry out, not only to pass over.
  static let needsArguments: Set<String> = [
    "source", ".", "eval", "exec", "exit", "return", "break", "continue", "shift", "set", "trap", "unset", "read",
    "printf",
    "mapfile", "readarray", "cd", "pushd", "true", "false", ":", "[", "test", "let", "wait",
  ]
}
