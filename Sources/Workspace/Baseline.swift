internal import Findings
internal import SourceText

/// The findings of a day, by fingerprint: what was there then is not reported.
package struct Baseline: Sendable {
  /// One known finding; code, path and message are for people.
  package struct Entry: Sendable, Hashable {
    package let fingerprint: String
    package let code: String
    package let path: String
    /// What was found, on one line: it names the task and what the task is about; empty where the file does not say it.
    package let message: String

    package init(fingerprint: String, code: String, path: String, message: String = "") {
      self.fingerprint = fingerprint
      self.code = code
      self.path = path
      self.message = message
    }
  }

  private static let header = """
    # devstack-async baseline 1: FINGERPRINT CODE PATH, below what was found
    # These findings are not reported. 'devstack-async baseline update' takes out what is no longer found.
    """

  package let entries: [Entry]

  package init(entries: [Entry]) {
    self.entries = entries.sorted { ($0.path, $0.code, $0.fingerprint) < ($1.path, $1.code, $1.fingerprint) }
  }

  /// Reads a file; each line states one finding.
  ///
  /// - Parameter boundary: the folder that no link may lead out of; nil for a file that the command line names.
  package init(file: String, shownAs shown: String, within boundary: String? = nil) throws(ConfigurationError) {
    let bytes: [UInt8]
    do throws(FileError) {
      if let boundary {
        bytes = try FilePlace(of: file, within: boundary).contents(shownAs: file, limit: SizeLimit.list)
      } else {
        bytes = try FileSystem.read(file, limit: SizeLimit.list)
      }
    } catch {
      throw ConfigurationError("\(shown): \(error.reason)")
    }
    var entries: [Entry] = []
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    var message = ""
    for (index, line) in lines.enumerated() where !line.isEmpty {
      if line.hasPrefix("#") {
        message = String(line.dropFirst(2))
        continue
      }
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, parts[0].utf8.count == 16 else {
        throw ConfigurationError("\(shown):\(index + 1):1: not a line of a baseline")
      }
      entries.append(
        Entry(
          fingerprint: String(parts[0]), code: String(parts[1]), path: FileName.canonical(String(parts[2])),
          message: message))
      message = ""
    }
    self.init(entries: entries)
  }

  /// The text of the file.
  package var text: String {
    Self.header + "\n" + entries.map(Self.lines).joined()
  }

  private static func lines(of entry: Entry) -> String {
    let message = entry.message.isEmpty ? "" : "# \(entry.message)\n"
    return message + "\(entry.fingerprint) \(entry.code) \(FileName.published(entry.path))\n"
  }

  /// The entries that no finding matches any more.
  package func stale(among fingerprints: Set<String>) -> [Entry] {
    entries.filter { !fingerprints.contains($0.fingerprint) }
  }
}
