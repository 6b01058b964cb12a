package import Findings
internal import SourceText
internal import Synchronization

/// A configuration that cannot be used, with its place.
package struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Where in a file the error is.
  package struct Place: Sendable, Equatable {
    /// As errors show it.
    package let file: String
    package let offset: Int

    package init(file: String, offset: Int) {
      self.file = file
      self.offset = offset
    }
  }

  package let description: String
  /// What is wrong, without the place.
  package let message: String
  package let place: Place?

  /// What reads the same is the same.
  package static func == (left: Self, right: Self) -> Bool { left.description == right.description }

  package init(_ description: String, message: String? = nil, place: Place? = nil) {
    self.description = description
    self.message = message ?? description
    self.place = place
  }
}

/// Where configurations come from: the nearest file going up from each folder, or one that was given.
package final class ConfigurationSource: Sendable {
  private static let names = [".devstack-async.toml", "devstack-async.toml"]
  private static let pyproject = "pyproject.toml"

  private let workingDirectory: String
  private let names: RuleNames
  private let toolVersion: String
  private let isIsolated: Bool
  private let givenFile: String?
  private let replacedKeys: Set<ConfigurationKey>
  /// `KEY=VALUE` texts that beat every file.
  private let overrides: [String]
  private let known = Mutex<[String: Configuration]>([:])
  /// Texts that stand in for files on the disk, by absolute path.
  private let overlay: [String: [UInt8]]
  /// The absolute paths of all files that were read.
  package var files: Set<String> { readFiles.withLock { $0 } }
  private let readFiles = Mutex<Set<String>>([])

  package init(
    workingDirectory: String, names: RuleNames, toolVersion: String, isIsolated: Bool = false,
    given: [String] = [], replacedKeys: Set<ConfigurationKey> = [], overlay: [String: [UInt8]] = [:]
  ) {
    self.replacedKeys = replacedKeys
    self.overlay = overlay
    self.workingDirectory = workingDirectory
    self.names = names
    self.toolVersion = toolVersion
    self.isIsolated = isIsolated
    givenFile = given.last { !$0.contains("=") }.map { PathName.joined(workingDirectory, FileName.canonical($0)) }
    overrides = given.filter { $0.contains("=") }
  }

  /// The configuration for the files of an absolute folder.
  package func configuration(for folder: String) throws(ConfigurationError) -> Configuration {
    if let configuration = known.withLock({ $0[folder] }) { return configuration }
    var configuration = try nearest(to: folder)
    for text in overrides {
      let reading = try ConfigurationText(name: "--config", bytes: Array(text.utf8))
      configuration = try read(reading, reading.members, folder: workingDirectory, base: configuration)
    }
    known.withLock { [configuration] in $0[folder] = configuration }
    return configuration
  }

  /// Whether a file of that name is a configuration.
  package static func isConfiguration(_ path: String) -> Bool {
    (names + [pyproject]).contains(PathName.name(of: path))
  }

  /// Uses a configuration for a folder whatever its files say.
  package func assume(_ configuration: Configuration, for folder: String) {
    known.withLock { $0[folder] = configuration }
  }

  private func nearest(to folder: String) throws(ConfigurationError) -> Configuration {
    if let givenFile { return try file(givenFile, within: nil, trail: []) ?? Configuration(folder: workingDirectory) }
    if isIsolated { return Configuration(folder: workingDirectory) }
    var current = folder
    while true {
      for name in Self.names + [Self.pyproject] {
        let path = (current == "/" ? "" : current) + "/" + name
        guard overlay[path] != nil || Surroundings.isFile(path) else { continue }
        if let found = try file(path, within: Surroundings.boundary(of: path) ?? current, trail: []) { return found }
      }
      if FileSystem.kind(of: current + "/.git") != nil || current == "/" || current.isEmpty {
        return Configuration(folder: workingDirectory)
      }
      current = PathName.folder(of: current)
    }
  }

  /// What a file says; nil where it is a `pyproject.toml` that does not speak of us.
  ///
  /// - Parameter boundary: the folder that neither the file nor what it names may lead out of; nil for a file that the
  ///   command line names.
  private func file(
    _ path: String, within boundary: String?, trail: [String]
  ) throws(ConfigurationError) -> Configuration? {
    let shown = PathName.told(path, in: workingDirectory)
    if trail.contains(path) { throw ConfigurationError("\(shown): extends itself") }
    let bytes: [UInt8]
    var name = PathName.name(of: path)
    _ = readFiles.withLock { $0.insert(path) }
    do throws(FileError) {
      (bytes, name) = try contents(of: path, within: boundary)
    } catch {
      // A link of other people's matters that we have no business with.
      if name == Self.pyproject, boundary != nil { return nil }
      throw ConfigurationError(
        "\(shown): \(error.reason)", message: error.reason, place: .init(file: shown, offset: 0))
    }
    let isOwn = name == Self.pyproject || Self.names.contains { name.hasSuffix($0) }
    let text = try ConfigurationText(name: shown, bytes: bytes, isForeign: boundary != nil && !isOwn)
    var members = text.members
    if PathName.name(of: path) == Self.pyproject {
      guard let own = Self.member("devstack-async", of: Self.member("tool", of: members) ?? []) else { return nil }
      members = own
    }
    let folder = PathName.folder(of: path)
    var base = Configuration(folder: folder)
    base.boundary = boundary
    if let extended = members.first(where: { $0.key == ConfigurationKey.extend.rawValue }),
      case .string(let other) = extended.value.content
    {
      let file = PathName.joined(folder, FileName.canonical(other))
      if let boundary, !PathName.isInside(file, boundary) {
        throw text.error("'extend' leads out of the repository, which only the command line may", at: extended.keyRange)
      }
      base = try self.file(file, within: boundary, trail: trail + [path]) ?? base
    }
    base.file = path
    base.folder = folder
    return try read(text, members, folder: folder, base: base)
  }

  /// The bytes of a file, and the name that is behind all links.
  private func contents(
    of path: String, within boundary: String?
  ) throws(FileError) -> (bytes: [UInt8], name: String) {
    if let text = overlay[path] { return (text, PathName.name(of: path)) }
    guard let boundary else {
      return (try FileSystem.read(path, limit: SizeLimit.configuration, takesStreams: true), PathName.name(of: path))
    }
    let place = try FilePlace(of: path, within: boundary)
    let bytes = try place.contents(shownAs: path, limit: SizeLimit.configuration)
    return (bytes, FileName.text(of: place.name))
  }

  private static func member(_ name: String, of members: [TOMLMember]) -> [TOMLMember]? {
    guard case .table(let table) = members.first(where: { $0.key == name })?.value.content else { return nil }
    return table
  }

  private func read(
    _ text: ConfigurationText, _ members: [TOMLMember], folder: String, base: Configuration
  ) throws(ConfigurationError) -> Configuration {
    var reader = ConfigurationReader(
      text: text, names: names, toolVersion: toolVersion, folder: folder, replacedKeys: replacedKeys, base: base)
    try reader.read(members)
    return reader.configuration
  }
}
