internal import Glibc

/// The program that shows long output a screen at a time.
package enum Pager {
  /// Shows a text by the pager that git would use; false where there is none, or it cannot be started.
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

  /// git looks into its own variable, its settings, `PAGER`, and takes `less` else.
  private static var command: String? {
    if let result = try? Subprocess.run(["git", "var", "GIT_PAGER"]), result.status == 0 {
      return String(decoding: result.output, as: UTF8.self).split(separator: "\n").first.map(String.init)
    }
    return getenv("GIT_PAGER").map { String(cString: $0) } ?? getenv("PAGER").map { String(cString: $0) } ?? "less"
  }
}
