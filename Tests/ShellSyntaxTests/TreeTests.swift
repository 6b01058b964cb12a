import SourceText
import Testing

@testable import ShellSyntax

/// What tree-sitter's tree tells, and what is recovered: bash is the oracle of both.
@Suite("Trees and recovery")
struct TreeTests {
  static let constructs = CommandTests.lists + CommandTests.compounds + CommandTests.hereDocuments + WordTests.words

  /// Forms that bash knows and the grammar does not, or has otherwise; the statement that is recovered.
  static let unknownToTheGrammar = [
    Example("a=${b:=$(( ($(c)/4)<2 ? 2 : ($(c)/4) ))}", "a=${b:=$(( ($(c)/4)<2 ? 2 : ($(c)/4) ))}"),
    Example("time a | b", "time a | b"),
    // The grammar has `coproc` for a command with words: of the block only what stands in it is a statement.
    Example("coproc NAME { a; }", "a"),
  ]

  private func script(_ text: String) -> Script {
    var parser = ShellParser()
    return parser.parse(SourceFile(path: "test", text: text))
  }

  private func recovered(_ script: Script) -> [String] {
    script.recovery.statements.map { script.source.text($0) }
  }

  @Test("bash accepts every construct, and the tree says of it what recovery says", arguments: constructs)
  func treeAndRecoveryAgree(_ example: Example) {
    #expect(!bashRejects(example.text, options: ["-O", "extglob"]))
    let texts = [
      example.text, "{\n\(example.text)\n}\n", "if a; then\n\(example.text)\nfi\n", "f() {\n\(example.text)\n}\nb\n",
      "a\n)\n\(example.text)\n", "x=${y:=$(( ($(c)/4)<2 ? 2 : 1 ))}\n\(example.text)\nd\n",
    ]
    for text in texts {
      let source = SourceFile(path: "test", text: text)
      let tree = script(text)
      let alone = ShellParser.read(source, nil)
      #expect(String(describing: tree.statements) == String(describing: alone.statements), "\(text)")
      #expect(tree.problems == alone.problems, "\(text)")
      #expect(tree.comments == alone.comments, "\(text)")
    }
  }

  @Test("the smallest statement is recovered, and the tree tells the others", arguments: unknownToTheGrammar)
  func theSmallestStatementIsRecovered(_ example: Example) {
    #expect(!bashRejects(example.text))
    for text in ["a b\n\(example.text)\nc d\n", "f() {\n    a b\n    \(example.text)\n    if c; then d; fi\n}\n"] {
      let script = script(text)
      #expect(script.problems.isEmpty)
      #expect(recovered(script) == [example.outline], "\(text)")
    }
  }

  @Test func soundStatementsOfADamagedTreeAreTaken() {
    let script = script("a\nf() {\n b | c\n if d; then e; done\n g\n}\nh && i\n")
    #expect(script.problems.contains { $0.isRejection })
    let names = recovered(script)
    #expect(names.count == 1)
    #expect(names.allSatisfy { $0.hasPrefix("if d") })
  }

  @Test func aReservedWordIsAWordOfItsOwn() {
    for text in ["{x}<f a\n", "while {\na\nb}=c; }; do d; done\n", "!\na\n", "if a; then b; fi=\nfi\n"] {
      let source = SourceFile(path: "test", text: text)
      let statements = String(describing: script(text).statements)
      #expect(statements == String(describing: ShellParser.read(source, nil).statements), "\(text)")
    }
  }

  /// Blanks of the grammar that are text to bash.
  @Test func textThatOnlyTheGrammarPassesOverIsNotLost() {
    for text in ["a; \\ b\n", "a\n\u{c}b\n", "if a; then\u{b} b; fi\n", "a\u{a0}&& b\n", "a && \\\tb\n"] {
      let source = SourceFile(path: "test", text: text)
      let statements = String(describing: script(text).statements)
      #expect(statements == String(describing: ShellParser.read(source, nil).statements), "\(text.debugDescription)")
    }
  }

  @Test func bracesInASubstitutionAreReadBehindBracesBeforeIt() {
    #expect(Outline.of("a {1..3}$(b {c,d}) e") == "a {1..3}$(b {c,d}) e")
    #expect(Outline.of("a {1..3}`b {c,d}` e") == "a {1..3}$(b {c,d}) e")
  }

  @Test("a tree that is edited says what a new one says", arguments: 1...6 as ClosedRange<UInt64>)
  func editedTreesAgree(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var parser = ShellParser()
    var text = Self.constructs.map(\.text).joined(separator: "\n\n").utf8.filter { $0 != 0x0D }
    var tree: SyntaxTree?
    var source = SourceFile(path: "test", bytes: text)
    _ = parser.parse(source, editing: nil, keeping: &tree)
    let typed = ["a", " ", "\n", "if x; then\n", "fi\n", "\"", "'", "{ ", "}\n", "$(", ")", "# c\n", "cat <<E\nb\nE\n"]
    for _ in 0..<60 {
      let start = Int.random(in: 0...text.count, using: &generator)
      let end = min(text.count, start + Int.random(in: 0...4, using: &generator))
      text.replaceSubrange(start..<end, with: (typed.randomElement(using: &generator) ?? "").utf8)
      let edited = SourceFile(path: "test", bytes: text)
      let script = parser.parse(edited, editing: source, keeping: &tree)
      source = edited
      let alone = ShellParser.read(edited, nil)
      #expect(String(describing: script.statements) == String(describing: alone.statements))
      #expect(script.problems == alone.problems)
      #expect(tree != nil)
    }
  }
}
