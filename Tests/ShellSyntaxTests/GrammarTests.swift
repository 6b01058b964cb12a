import SourceText
import Testing

@testable import ShellSyntax

@Suite("Grammar and library")
struct GrammarTests {
  @Test("the library takes the grammar, so that clean scripts have a tree")
  func treeForCleanScript() {
    var parser = ShellParser()
    #expect(parser.lowered(SourceFile(path: "a.sh", text: "if a; then b | c; fi\n")) != nil)
  }
}
