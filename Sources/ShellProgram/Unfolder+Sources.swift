import DataFlow
import ShellSyntax
import SourceText

/// `source` and `.`: which file it is, and what it does.
extension Unfolder {
  mutating func sourceFile(_ arguments: [Slot], of command: SimpleCommand) {
    guard arguments.count > 1 else { return }
    let here = place(command.range)
    let passed = arguments.count > 2 ? Array(arguments.dropFirst(2)) : nil
    for alternative in arguments[1].alternatives where space.and(condition, alternative.condition) != .never {
      let path = absolute(alternative.wrapped)
      if recordsEffects {
        record(.redirection(.read, path: path), at: here, when: space.and(condition, alternative.condition))
      }
      let candidates = candidates(for: path)
      if candidates.isEmpty {
        noteUnresolved(path, at: place(arguments[1].range), when: space.and(condition, alternative.condition))
        continue
      }
      // In a loop each of the files has its round; elsewhere the path is that of one of them.
      let isLoop = path.symbols.contains { symbols[$0].domain != nil }
      var others = Formula.always
      for file in candidates {
        let named = candidates.count == 1 ? Formula.always : self.chosen(file, path)
        let chosen = isLoop ? named : space.and(named, others)
        others = space.without(others, named)
        branch(when: space.and(alternative.condition, chosen)) {
          // Of one among many files that does nothing to tasks, its functions are all that is wanted.
          if candidates.count > 1, !$0.recordsEffects, !$0.index.isRelevant(file) {
            $0.defineFunctions(of: file)
          } else {
            $0.run(file, arguments: passed, at: here)
          }
        }
      }
    }
  }

  private func candidates(for path: SymbolicString) -> [FileIndex] {
    if let text = path.text, !text.hasPrefix("/") {
      // Without a known working directory, a relative path is one from the sourcing file or from the program's.
      for base in [
        PathTable.directory(of: currentPath),
        scopes.first.map {
          PathTable.directory(of: index.paths.absolutePaths[$0.file.value])
        } ?? "/",
      ] {
        if let file = index.paths.file(at: base + "/" + text) { return [file] }
      }
      return []
    }
    let files = index.paths.candidates(for: path)
    // A file is not what an unknown path in it stands for.
    let others = files.filter { candidate in !scopes.contains { $0.file == candidate && $0.function == nil } }
    return others.count <= 64 ? others : []
  }

  /// The condition that an unknown path is that of a file, one of several.
  private mutating func chosen(_ file: FileIndex, _ path: SymbolicString) -> Formula {
    let name = index.source.scripts[file.value].source.path
    return atom("file \(path.key) \(file.value)", "\(name) is sourced")
  }

  private mutating func defineFunctions(of file: FileIndex) {
    enteredFiles.insert(file)
    consulted.files.insert(file)
    for function in index.functionsByFile[file.value] where !index[function].isNested { define(function) }
  }

  private mutating func run(_ file: FileIndex, arguments: [Slot]?, at place: Place) {
    guard scopes.count < Self.maximumDepth, scopes.filter({ $0.file == file && $0.function == nil }).count < 2 else {
      return
    }
    enteredFiles.insert(file)
    consulted.files.insert(file)
    let script = index.source.scripts[file.value]
    // Each round of a loop over unknown files sources another one: what a file does, it does once.
    let loops = openLoops
    if hasFollowedMore || frames.count > 1, openLoops.last?.record != nil {
      openLoops = openLoops.map { OpenLoop(record: nil, environmentDepth: $0.environmentDepth, process: $0.process) }
    }
    inScope(.sourcedFile, name: script.source.path, file: file, function: nil, arguments: arguments, at: place) {
      $0.run(script.statements)
    }
    openLoops = loops
  }

  private mutating func noteUnresolved(_ path: SymbolicString, at place: Place, when condition: Formula) {
    if recordsEffects { record(.opaque("source \(symbols.describe(path))"), at: place, when: condition) }
    let known = path.text
    let isExpected =
      known.map { index.paths.isBelowTree($0) && !index.writtenFiles.contains(PathTable.name(of: $0)) } ?? false
    let description =
      known.map { $0.hasPrefix(PathTable.invented) ? String($0.dropFirst(PathTable.invented.count + 1)) : $0 }
      ?? symbols.describe(path)
    let tested = known.map { tested in
      ["-f", "-e", "-r", "-s"].contains {
        atomFormulas["\($0) \(tested)"].map { space.implies(condition, $0) } ?? false
      }
    }
    unresolvedSources[place] = UnresolvedSource(
      place: place, path: description, isExpectedHere: isExpected, isGuarded: tested ?? false)
  }
}
