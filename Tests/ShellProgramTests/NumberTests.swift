import DataFlow
import EffectModels
import RuleCatalogue
@testable import ShellProgram
import ShellSyntax
import SourceText
import Testing

/// Numbers of scripts in all places that take one, as bash has them: the expected names are those of bash 5.2.
@Suite("numbers in scripts")
struct NumberTests {
  private static func names(_ text: String) throws -> [String] {
    var parser = ShellParser()
    let script = parser.parse(SourceFile(path: "x.sh", text: "f() { :; }\n" + text + "\n"))
    let index = ProgramIndex(
      ProgramSource(scripts: [script], trees: [.init(kind: .loose, path: "")], stated: [:]),
      scripts: [ScriptFacts(script, file: FileIndex(0))], models: try TaskModels { RuleCatalogue.model(named: $0) })
    let traces = ProgramTraces(index)
    return traces.traces.flatMap(\.events).flatMap { event -> [String] in
      guard case .start(let uses, _, _) = event.kind else { return [] }
      return uses.map { traces.symbols.describe($0.name) }
    }
  }

  @Test(
    "expressions",
    arguments: [
      ("1 + 2 * 3", "7"), ("2**3**2", "512"), ("-2**2", "4"), ("9223372036854775807 + 1", "-9223372036854775808"),
      ("-9223372036854775808 / -1", "-9223372036854775808"), ("-9223372036854775808 % -1", "0"),
      ("1 << 63", "-9223372036854775808"),
      ("5 & 3 == 3", "1"), ("1 ? 2 : 3 ? 4 : 5", "2"), ("1, 2", "2"), ("0x10 + 010", "24"), ("!0 + ~0", "0"),
      ("7 - -3", "10"), ("7--3", "10"), ("0 && (1 / 0)", "0"), ("2#101", "5"), ("x = 4, x *= 2", "8"), ("y++ + y", "1"),
    ])
  func expressions(text: String, value: String) throws {
    #expect(try Self.names("y=0; x=$(( \(text) )); async_run t$x f").first == "t\(value)")
  }

  @Test("what a parameter holds counts, not its number")
  func positionalParameters() throws {
    #expect(try Self.names("g() { async_run t$(($1 + 1)) f; }\ng 5").first == "t6")
  }

  @Test("what is not evaluated assigns nothing")
  func unreachedAssignments() throws {
    #expect(try Self.names("x=1; (( 0 && (x = 2) )); async_run t$x f").first == "t1")
    #expect(try Self.names("x=1; (( 1 ? 0 : (x = 2) )); async_run t$x f").first == "t1")
  }

  @Test(
    "offsets and lengths",
    arguments: [
      ("${x:1:9223372036854775807}", "tbc"), ("${x: -2}", "tbc"), ("${x: -5}", "t"), ("${x:5}", "t"),
      ("${x: -2:-1}", "tb"),
      ("${x:9223372036854775807:1}", "t"), ("${x: -9223372036854775808}", "t"),
    ])
  func substrings(text: String, name: String) throws {
    #expect(try Self.names("x=abc; async_run t\(text) f").first == name)
  }

  @Test("bash shifts no more than there is")
  func shifting() throws {
    #expect(try Self.names("g() { shift 9; async_run t$1 f; }\ng a b").first == "ta")
    #expect(try Self.names("g() { shift -1; async_run t$1 f; }\ng a b").first == "ta")
    #expect(try Self.names("g() { shift 1; async_run t$1 f; }\ng a b").first == "tb")
  }

  @Test(
    "ranges in braces",
    arguments: [
      ("{5..1..2}", ["5", "3", "1"]), ("{1..3..0}", ["1", "2", "3"]), ("{08..10}", ["08", "09", "10"]),
      ("{9223372036854775806..9223372036854775807}", ["9223372036854775806", "9223372036854775807"]),
    ])
  func ranges(text: String, words: [String]) throws {
    #expect(try Self.names("for i in \(text); do async_run t$i f; done") == words.map { "t\($0)" })
  }

  @Test("more words than are told apart are one unknown one, and that is said")
  func cuts() throws {
    let names = try Self.names("for i in {1..3000}; do async_run t$i f; done")
    #expect(names == ["t$i"])
  }
}
