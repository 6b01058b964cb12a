internal import Glibc

/// The program that shows long output a screen at a time.
package enum Pager {
  /// Shows a text by the pager that git would use, whatever the repository says; false where there is none, or it cannot be started.
  package static func show(_ bytes: [UInt8]) -> Bool {
    guard let command = command, command != "cat", !command.isEmpty else { return false }
    // As git does: end at once where it fits the screen, let colours through, leave the text there.
    setenv("LESS", "FRX", 0)
    setenv("LV", "-c", 0)
    guard let pager = popen(command, "we") else { return false }
    // Who has seen enough closes it.
    let old = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, old) }
    let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, pager) }
    let status = pclose(pager)
    // What the shell says of a command that is not there.
    return written > 0 && status >> 8 != 127
  }

  /// git looks into its own variable, the user's settings, `PAGER`, and takes `less` else. It is asked outside of any
  /// repository: what a tree of strangers has in its settings is not run.
  private static var command: String? {
    let given = ["GIT_PAGER", "PAGER"].compactMap { name in Subprocess.variable(name).map { "\(name)=\($0)" } }
    if let result = try? Subprocess.run(["git", "-C", "/", "var", "GIT_PAGER"], environment: given), result.status == 0
    {
      return String(decoding: result.output, as: UTF8.self).split(separator: "\n").first.map(String.init)
    }
    return Subprocess.variable("GIT_PAGER") ?? Subprocess.variable("PAGER") ?? "less"
  }
}
