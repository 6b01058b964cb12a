/// A configuration that cannot be used, with its place.
package struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// Where configurations come from: the nearest file going up from each folder, or one that was given.
package final class ConfigurationSource {
  private let workingDirectory: String

  package init(workingDirectory: String) { self.workingDirectory = workingDirectory }

  /// The configuration for the files of an absolute folder.
  package func configuration(for folder: String) throws(ConfigurationError) -> Configuration {
    Configuration(folder: workingDirectory)
  }
}
