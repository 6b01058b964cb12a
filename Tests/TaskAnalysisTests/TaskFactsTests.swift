import DataFlow
import EffectModels
import RuleCatalogue
import ShellProgram
import ShellSyntax
import SourceText
import TaskAnalysis
import Testing

@Suite("States of tasks")
struct TaskFactsTests {
  private func facts(_ text: String) throws -> TaskFacts {
    var parser = ShellParser()
    let script = parser.parse(SourceFile(path: "script.sh", text: text))
    let source = ProgramSource(scripts: [script], trees: [.init(kind: .loose, path: "")])
    let index = ProgramIndex(
      source, scripts: [ScriptFacts(script, file: FileIndex(0))],
      models: try TaskModels { RuleCatalogue.model(named: $0) })
    return TaskFacts(ProgramTraces(index))
  }

  @Test("what is left of a start is the condition of the start less those of its waits")
  func leaks() throws {
    let facts = try facts("if A; then async_run x c; fi\nif B; then async_wait x; fi")
    let program = facts.programs[0]
    let start = program.starts[0]
    var space = facts.formulas
    #expect(start.leaks != .never)
    let awaited = space.and(start.leaks, program.trace.events[1].condition)
    let isPartOfStart = space.implies(start.leaks, start.start.use.condition)
    #expect(awaited == .never)
    #expect(isPartOfStart)
    #expect(start.laterWaits == [0])
  }

  @Test(
    "one condition in several spellings leaves nothing",
    arguments: [
      "is_on && async_run x c\nif is_on; then async_wait x; fi",
      "if [[ $V == a ]]; then async_run x c; fi\nif [ \"$V\" = \"a\" ]; then async_wait x; fi",
      "if A && B; then async_run x c; fi\nif B; then if A; then async_wait x; fi; fi",
      "go=no; if A; then go=yes; fi\n[[ $go == yes ]] && async_run x c\nif A; then async_wait x; fi",
      "for i in $LIST; do async_run x-$i c; done\nfor j in $LIST; do async_wait x-$j; done",
      "for i in $(seq 1 $N); do async_run x-$i c; done\nfor ((i = 0; i <= N; i++)); do async_wait x-$i; done",
    ])
  func nothingLeft(text: String) throws {
    let facts = try facts(text)
    #expect(facts.programs[0].starts.map(\.leaks) == [.never])
  }

  @Test("tasks outstanding together are counted under conditions that can hold together")
  func crowding() throws {
    let both = try facts("async_run a c; async_run b c; async_run d c; async_wait a b d")
    #expect(both.programs[0].crowding.map(\.outstanding).max() == 3)
    let either = try facts(
      "if [[ $X == 1 ]]; then async_run a c; fi; if [[ $X == 2 ]]; then async_run b c; fi; async_wait a b")
    #expect(either.programs[0].crowding.map(\.outstanding).max() == 1)
  }

  @Test("a start and a wait in different processes cross")
  func crossings() throws {
    let facts = try facts("( async_run a c )\nasync_wait a")
    #expect(facts.programs[0].crossings.count == 1)
  }

  @Test("a loop that is left at its first start does not start twice")
  func leaving() throws {
    let facts = try facts("for h in $HOSTS; do if ping $h; then async_run a c; break; fi; done; async_wait a")
    #expect(facts.programs[0].reuses.isEmpty)
    let again = try self.facts("for h in $HOSTS; do async_run a c; done; async_wait a")
    #expect(again.programs[0].reuses.count == 1)
  }
}
