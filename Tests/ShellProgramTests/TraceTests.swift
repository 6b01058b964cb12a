import EffectModels
import RuleCatalogue
import ShellProgram
import ShellSyntax
import SourceText
import Testing

/// What programs are found to do, as lines of names.
@Suite("Traces of programs")
struct TraceTests {
  private func traces(_ files: [(path: String, text: String)], kind: ProgramSource.Tree.Kind = .loose) throws
    -> ProgramTraces
  {
    var parser = ShellParser()
    let scripts = files.map { parser.parse(SourceFile(path: $0.path, text: $0.text)) }
    let source = ProgramSource(scripts: scripts, trees: [.init(kind: kind, path: "")])
    let facts = scripts.enumerated().map { ScriptFacts($0.element, file: FileIndex($0.offset)) }
    return ProgramTraces(
      ProgramIndex(source, scripts: facts, models: try TaskModels { RuleCatalogue.model(named: $0) }))
  }

  /// The names that are started, in order, with the process where it is not the script's own.
  private func started(_ traces: ProgramTraces) -> [String] {
    traces.traces.flatMap { trace in
      trace.events.flatMap { event -> [String] in
        guard case .start(let uses, _, _) = event.kind else { return [] }
        let process = trace.processes[event.process].kind
        return uses.map { traces.symbols.describe($0.name) + (process == .main ? "" : " in \(process)") }
      }
    }
  }

  @Test(
    "names",
    arguments: [
      ("async_run a-b x", ["a-b"]),
      ("n=one; async_run \"$n-${n}\" x", ["one-one"]),
      ("for i in {1..3}; do async_run t$i x; done", ["t1", "t2", "t3"]),
      ("for ((i = 2; i < 4; i++)); do async_run t$i x; done", ["t2", "t3"]),
      ("i=0; while [ $i -lt 2 ]; do async_run t$i x; i=$((i + 1)); done", ["t0", "t1"]),
      ("a=(x y); a+=(z); for n in \"${a[@]:1}\"; do async_run $n c; done", ["y", "z"]),
      ("f() { async_run \"$2-$1\" c; }; f a b", ["b-a"]),
      ("f() { local -n out=$1; out=v; }; f n; async_run $n c", ["v"]),
      ("async_run \"$(basename /a/b.conf .conf)\" c", ["b"]),
      ("if [ -z \"$A\" ]; then exit 0; fi; async_run \"$(basename /a/b.conf .conf)\" c", ["b"]),
      ("x=abc; async_run ${x#a}${x/b/_}${x^^} c", ["bca_cABC"]),
      ("async_run \"${HOST:-local}\" c", ["$HOST", "local"]),
      ("case a in b) async_run b c ;; a) async_run a c ;;& *) async_run any c ;; esac", ["a", "any"]),
      ("if false; then async_run never c; fi; async_run always c", ["always"]),
      ("set -- p q; shift; async_run $1 c", ["q"]),
      ("eval 'async_run from-text c'", ["from-text"]),
      ("( async_run s c )", ["s in subshell"]),
      ("echo x | async_run p c", ["p in pipelineElement"]),
      ("x=$(async_run o c)", ["o in commandSubstitution"]),
      ("async_run b c &", ["b in background"]),
      ("g() { async_run inner c; }; async_runfunc g", ["g", "inner in task"]),
      ("cat <<EOF\n$(async_run h c)\nEOF", ["h in commandSubstitution"]),
    ])
  func names(text: String, names: [String]) throws {
    #expect(started(try traces([("script.sh", text)])) == names)
  }

  @Test(
    "what functions print",
    arguments: [
      ("p() { echo $1; }", ["n-k"]),
      ("p() { echo $(dirname /x/y/z); }", ["n-/x/y"]),
      ("declare -A A; A[k]=v; p() { local key=$1; echo ${A[$key]}; }", ["n-v"]),
    ])
  func printed(functions: String, names: [String]) throws {
    let found = try traces([("a.sh", "\(functions)\nname=$(p k)\nasync_run \"n-$name\" c")])
    #expect(Set(started(found)) == Set(names))
  }

  @Test("files are found through computed paths")
  func sources() throws {
    let files: [(path: String, text: String)] = [
      (
        "stack.sh",
        "TOP_DIR=$(cd $(dirname \"$0\") && pwd)\nsource $TOP_DIR/functions\nsource $TOP_DIR/lib/$WHICH\nbegin"
      ),
      ("functions", "FUNC_DIR=$(cd $(dirname \"${BASH_SOURCE:-$0}\") && pwd)\n. ${FUNC_DIR}/inc/helpers"),
      ("inc/helpers", "function begin { async_run from-helpers c; }"),
      ("lib/one", "async_run one c"),
      ("lib/two", "async_run two c"),
    ]
    let found = try traces(files, kind: .devstack)
    #expect(started(found) == ["one", "two", "from-helpers"])
    #expect(found.unresolvedSources.isEmpty)
  }

  @Test("a file that sources itself, and functions that call each other, come to an end")
  func cycles() throws {
    let found = try traces([("a.sh", "source b.sh; f() { g; async_run f c; }; g() { f; }; f"), ("b.sh", "source a.sh")])
    #expect(started(found).contains("f"))
  }

  @Test("conditions that exclude each other")
  func conditions() throws {
    var found = try traces([
      ("a.sh", "if [[ $X == a ]]; then async_run a c; elif [ \"$X\" = b ]; then async_run b c; fi")
    ])
    let conditions = found.traces[0].events.map(\.condition)
    #expect(conditions.count == 2)
    var space = found.formulas
    let both = space.and(conditions[0], conditions[1])
    #expect(both == .never)
    found = try traces([("a.sh", "[[ -n $X ]] && async_run a c; [ -z \"$X\" ] || async_run b c")])
    #expect(found.traces[0].events[0].condition == found.traces[0].events[1].condition)
  }

  @Test("work is bounded")
  func bounded() throws {
    // Each function calls the next one twice: 2^40 calls if all were followed.
    let functions = (0..<40).map { "f\($0)() { f\($0 + 1); f\($0 + 1); }" }.joined(separator: "\n")
    let found = try traces([("a.sh", functions + "\nf40() { async_run x c; }\nf0")])
    #expect(found.traces.contains { $0.isIncomplete })
  }
}
