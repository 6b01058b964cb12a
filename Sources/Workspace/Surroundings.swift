/// What a path belongs to: the repository, devstack tree or plugin around it.
enum Surroundings {
  /// The folder of the nearest repository at or above an absolute path.
  static func repositoryRoot(above path: String) -> String? {
    firstFolder(from: path) { FileSystem.kind(of: $0 + "/.git") != nil }
  }

  /// The kind of program of which an absolute folder is the root; nil where it is none.
  static func programKind(of folder: String) -> AnalysisOptions.RootKind? {
    if isFile(folder + "/stack.sh") { return .devstackTree }
    if isFile(folder + "/devstack/plugin.sh") { return .plugin(folder: "devstack") }
    if isFile(folder + "/plugin.sh") { return .plugin(folder: "") }
    return nil
  }

  /// The root of the program around an absolute path, not beyond its repository.
  static func programRoot(above path: String) -> (folder: String, kind: AnalysisOptions.RootKind)? {
    var found: (folder: String, kind: AnalysisOptions.RootKind)?
    _ = firstFolder(from: path) { folder in
      if let kind = programKind(of: folder) {
        // The repository of a plugin says more than its folder with plugin.sh.
        if found == nil || kind == .plugin(folder: "devstack") { found = (folder, kind) }
        return kind != .plugin(folder: "")
      }
      return FileSystem.kind(of: folder + "/.git") != nil
    }
    return found
  }

  /// A devstack tree that lies beside a folder.
  static func devstackTree(beside folder: String) -> String? {
    let sibling = PathName.joined(folder, "../devstack")
    return sibling != folder && isFile(sibling + "/stack.sh") ? sibling : nil
  }

  /// The folder that nothing may lead out of on the way to a path: the repository, the program or the checked folder
  /// around it; nil where it lies in none. All paths are absolute.
  static func boundary(of path: String, among roots: [String] = []) -> String? {
    let folder = PathName.folder(of: path)
    return repositoryRoot(above: folder) ?? programRoot(above: folder)?.folder
      ?? roots.filter { PathName.isInside(path, $0) }.min { $0.utf8.count < $1.utf8.count }
  }

  static func isFile(_ path: String) -> Bool { FileSystem.kind(of: path) == .file }

  private static func firstFolder(from path: String, where holds: (String) -> Bool) -> String? {
    var folder = path
    while true {
      if holds(folder == "/" ? "" : folder) { return folder }
      if folder == "/" || folder.isEmpty { return nil }
      folder = PathName.folder(of: folder)
    }
  }
}
