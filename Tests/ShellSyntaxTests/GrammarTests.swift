import SourceText
import Testing

@testable import ShellSyntax

@Suite("Grammar and library")
struct GrammarTests {
  @Test("the library takes the grammar, so that clean scripts are read from a tree")
  func treeForCleanScript() {
    var parser = ShellParser()
    let script = parser.parse(SourceFile(path: "a.sh", text: "if a; then b | c; fi\n"))
    #expect(script.recovery.reasonForAll == nil)
    #expect(script.recovery.statements.isEmpty)
  }
}
