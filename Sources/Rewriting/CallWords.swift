import ShellSyntax

/// The words of a call that are worked out a second time.
extension SimpleCommand {
  /// Whether they are the same then, as long as the variables in them are.
  var hasPlainArguments: Bool { words.allSatisfy { $0.parts.allSatisfy(\.isPlain) } }

  /// The variables that make them what they are.
  var wordVariables: Set<String> {
    var finder = ParameterFinder()
    finder.walk(self)
    return finder.names
  }
}

extension WordPart {
  fileprivate var isPlain: Bool {
    switch self {
    case .literal(let text, _): !text.contains { "*?[".contains($0) }
    case .singleQuoted: true
    case .doubleQuoted(let inner, _): inner.allSatisfy { if case .literal = $0 { true } else { $0.isPlain } }
    case .parameter(let expansion):
      if case .value = expansion.operation {
        expansion.subscriptWord == nil && !["?", "!", "_", "-"].contains(expansion.name)
      } else {
        false
      }
    case .commandSubstitution, .arithmetic, .processSubstitution, .braceList, .braceRange, .array, .unparsed: false
    }
  }
}

private struct ParameterFinder: SyntaxVisitor {
  /// Words are split at what is in IFS.
  var names: Set<String> = ["IFS"]

  mutating func visit(_ command: SimpleCommand) {}
  mutating func visit(_ expansion: ParameterExpansion) { names.insert(expansion.name) }
}
