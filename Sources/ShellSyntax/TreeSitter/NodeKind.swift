internal import CTreeSitter
internal import CTreeSitterBash

/// The nodes that carry the structure of statements, by their names in the grammar.
enum NodeKind: String, CaseIterable {
  case program, list, pipeline, command, subshell, comment, word
  case redirectedStatement = "redirected_statement"
  case negatedCommand = "negated_command"
  case variableAssignment = "variable_assignment"
  case variableAssignments = "variable_assignments"
  case declarationCommand = "declaration_command"
  case unsetCommand = "unset_command"
  case testCommand = "test_command"
  case ifStatement = "if_statement"
  case elifClause = "elif_clause"
  case elseClause = "else_clause"
  case whileStatement = "while_statement"
  case forStatement = "for_statement"
  case arithmeticForStatement = "c_style_for_statement"
  case doGroup = "do_group"
  case caseStatement = "case_statement"
  case caseItem = "case_item"
  case compoundStatement = "compound_statement"
  case functionDefinition = "function_definition"
  case fileRedirect = "file_redirect"
  case hereDocumentRedirect = "heredoc_redirect"
  case hereStringRedirect = "herestring_redirect"
  case hereDocumentBody = "heredoc_body"
  case hereDocumentEnd = "heredoc_end"

  case `if`, then, elif, `else`, fi, `while`, until, `for`, select, `in`, `do`, done, `case`, esac, function
  case semicolon = ";"
  case doubleSemicolon = ";;"
  case newline = "\n"
  case ampersand = "&"
  case and = "&&"
  case or = "||"
  case pipe = "|"
  case pipeBoth = "|&"
  case not = "!"
  case openBrace = "{"
  case closeBrace = "}"
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openArithmetic = "(("
  case fallThrough = ";&"
  case testNext = ";;&"

  /// Words, expansions and what else the reader of words reads by itself.
  case other = ""
}

extension NodeKind {
  /// Whether the node is what the grammar calls a statement: a command, or several that operators join.
  var isStatement: Bool {
    switch self {
    case .list, .pipeline, .negatedCommand, .redirectedStatement, .command, .variableAssignment, .variableAssignments,
      .declarationCommand, .unsetCommand:
      true
    default: isCompound
    }
  }

  /// Whether the node is one compound command, or the definition of a function.
  var isCompound: Bool {
    switch self {
    case .functionDefinition, .compoundStatement, .subshell, .ifStatement, .whileStatement, .forStatement,
      .arithmeticForStatement, .caseStatement, .testCommand:
      true
    default: false
    }
  }

  var isRedirection: Bool {
    self == .fileRedirect || self == .hereDocumentRedirect || self == .hereStringRedirect
  }
}

/// The symbols of the grammar by number, resolved once.
enum BashGrammar {
  static var language: OpaquePointer? { tree_sitter_bash() }

  private static let kinds: [NodeKind] = {
    guard let language = tree_sitter_bash() else { return [] }
    var byName: [String: NodeKind] = [:]
    for kind in NodeKind.allCases { byName[kind.rawValue] = kind }
    return (0..<ts_language_symbol_count(language)).map { symbol in
      guard let name = ts_language_symbol_name(language, TSSymbol(symbol)) else { return .other }
      return byName[String(cString: name)] ?? .other
    }
  }()

  static func kind(of symbol: TSSymbol) -> NodeKind {
    Int(symbol) < kinds.count ? kinds[Int(symbol)] : .other
  }
}
