/// A program to read, and which of its files were asked for.
package struct ProgramRoot: Sendable {
  /// What findings are wanted for.
  enum Request: Sendable, Equatable {
    case everything
    /// Files and folders, absolute.
    case paths([String])
  }

  /// Absolute.
  package let folder: String
  package let kind: AnalysisOptions.RootKind
  var request: Request
  /// Further files to read and report on, absolute, unless the configuration leaves them out.
  var opened: [String] = []
  /// Whether only the files that were named are read, since nothing tells what belongs to them.
  package let isAlone: Bool

  package func wants(_ path: String) -> Bool {
    switch request {
    case .everything: !isAlone || opened.contains(path)
    case .paths(let paths): paths.contains { PathName.isInside(path, $0) }
    }
  }
}

/// Finds the programs that the paths of a command line belong to.
struct ProgramRootResolver {
  private let workingDirectory: String
  private let overlay: Set<String>
  private(set) var roots: [ProgramRoot] = []
  private(set) var errors: [FileError] = []

  /// The overlay: absolute paths of files that count as files even where the disk has none.
  init(paths: [String], workingDirectory: String, overlay: Set<String> = []) {
    self.workingDirectory = workingDirectory
    self.overlay = overlay
    if paths.isEmpty { addSurroundings() }
    for path in paths { add(path) }
  }

  /// Without paths: the tree around the working directory.
  private mutating func addSurroundings() {
    if let program = Surroundings.programRoot(above: workingDirectory) {
      add(ProgramRoot(folder: program.folder, kind: program.kind, request: .everything, isAlone: false))
    } else {
      let folder = Surroundings.repositoryRoot(above: workingDirectory) ?? workingDirectory
      add(ProgramRoot(folder: folder, kind: .scripts, request: .everything, isAlone: false))
    }
  }

  private mutating func add(_ given: String) {
    let path = PathName.joined(workingDirectory, given)
    if overlay.contains(path) { return addFile(path) }
    switch FileSystem.kind(of: path) {
    case nil: errors.append(FileError(path: given, reason: "no such file or directory"))
    case .other: errors.append(FileError(path: given, reason: "neither a file nor a directory"))
    case .file: addFile(path)
    case .folder: addFolder(path)
    }
  }

  /// A file that is named is read with the whole tree around it.
  private mutating func addFile(_ path: String) {
    let folder = PathName.folder(of: path)
    if let program = Surroundings.programRoot(above: folder) {
      add(ProgramRoot(folder: program.folder, kind: program.kind, request: .paths([path]), isAlone: false))
    } else if let repository = Surroundings.repositoryRoot(above: folder) {
      add(ProgramRoot(folder: repository, kind: .scripts, request: .paths([path]), isAlone: false))
    } else {
      add(ProgramRoot(folder: folder, kind: .scripts, request: .paths([path]), isAlone: true))
    }
  }

  private mutating func addFolder(_ path: String) {
    if let kind = Surroundings.programKind(of: path) {
      add(ProgramRoot(folder: path, kind: kind, request: .everything, isAlone: false))
    } else if FileSystem.kind(of: path + "/.git") == nil, let program = Surroundings.programRoot(above: path) {
      add(ProgramRoot(folder: program.folder, kind: program.kind, request: .paths([path]), isAlone: false))
    } else {
      add(ProgramRoot(folder: path, kind: .scripts, request: .everything, isAlone: false))
    }
  }

  private mutating func add(_ root: ProgramRoot) {
    guard let index = roots.firstIndex(where: { $0.folder == root.folder && $0.isAlone == root.isAlone }) else {
      return roots.append(root)
    }
    switch (roots[index].request, root.request) {
    case (.paths(let old), .paths(let new)): roots[index].request = .paths(old + new.filter { !old.contains($0) })
    case (.everything, _), (_, .everything): roots[index].request = .everything
    }
  }
}
