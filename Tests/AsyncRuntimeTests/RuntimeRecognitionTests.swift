import AsyncRuntime
import Foundation
import ShellSyntax
import SourceText
import TaskAnalysis
import Testing

/// A runtime is known by what its functions do.
@Suite struct RuntimeRecognitionTests {
  private func recognized(_ text: String) -> RuntimeProfile? {
    var parser = ShellParser()
    let script = parser.parse(SourceFile(path: "inc/async", text: text))
    return RuntimeRecognition.profile(of: script, functions: script.functionDefinitions)
  }

  private func double(_ name: String) throws -> String {
    let doubles = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Doubles")
    return try String(contentsOf: doubles.appending(path: name), encoding: .utf8)
  }

  @Test func oursHasNoDefect() throws {
    let profile = try #require(recognized(RuntimeLibrary.text))
    #expect(profile.kind == .recorded)
    #expect(profile.defects.isEmpty)
    #expect(profile.leavesRestUncollected == nil)
    #expect(!profile.reliesOnRememberedStatuses && !profile.hangsWhenTaskExits && !profile.cleanupIsBroken)
  }

  @Test func theDesignsBefore() throws {
    let parked = try #require(recognized(try double("blocking")))
    #expect(parked.kind == .parked)
    #expect(parked.defects.map(\.kind) == [.hangsOnExit, .resplitsArguments, .masksFailures])
    #expect(parked.leavesRestUncollected != nil)
    let remembered = try #require(recognized(try double("remembering")))
    #expect(remembered.kind == .remembered)
    #expect(remembered.defects.map(\.kind) == [.forgetsStatuses])
  }

  @Test func otherNamesAndAnotherOrderChangeNothing() throws {
    let text = try double("blocking")
      .replacingOccurrences(of: "task", with: "job_name").replacingOccurrences(of: "outcome", with: "rc")
      .replacingOccurrences(of: "guarded", with: "_inner_part").replacingOccurrences(of: ".gate", with: ".door")
      .replacingOccurrences(of: "    mkfifo ", with: "    local maker=mkfifo\n    $maker -m 600 ")
    let functions = text.components(separatedBy: "\nfunction ")
    let reversed = functions[0] + functions.dropFirst().reversed().map { "\nfunction " + $0 + "\n" }.joined()
    for variant in [text, reversed] {
      let profile = try #require(recognized(variant))
      #expect(profile.kind == .parked)
      #expect(profile.hangsWhenTaskExits && profile.masksFailures && profile.resplitsArguments)
    }
  }

  @Test func aFifoThatIsForSomethingElseIsNoBarrier() throws {
    let profile = try #require(
      recognized(
        """
        function async_run {
            local name=$1
            shift
            mkfifo "$DEST/progress.pipe"
            "$@" >"$DEST/$name.log" &
            pids[$name]=$!
        }
        function async_wait {
            wait "${pids[$1]}"
        }
        """))
    #expect(profile.kind == .remembered)
  }

  @Test(arguments: [
    "rc=$?\n echo \"$rc\" >\"$DEST/$name.rc\"", "echo $? >>\"$DEST/$name.rc\"", "note $?",
    "outcome=$?; iniset \"$DEST/$name.ini\" job rc $outcome",
  ])
  func aChildThatWritesItsStatusDown(_ record: String) throws {
    let profile = try #require(
      recognized(
        """
        note() { printf '%s\\n' "$1" >"$DEST/status"; }
        function body { local name=$1; shift; "$@"; \(record); }
        async_run() { body "$@" & }
        async_wait() { read -r status <"$DEST/$1.rc"; return "$status"; }
        """))
    #expect(profile.kind == .recorded)
    #expect(!profile.masksFailures && !profile.resplitsArguments)
  }

  @Test(arguments: [
    ("if \"$@\"; then rc=0; else rc=$?; fi", true), ("\"$@\" || rc=$?", true), ("! \"$@\"", true),
    ("set +e; \"$@\"", true), ("if run_it \"$@\"; then rc=0; fi", true), ("\"$@\"; rc=$?", false),
    ("if [[ -n $LAX ]]; then set +e; fi; \"$@\"", false),
  ])
  func masking(_ body: String, _ masks: Bool) throws {
    let profile = try #require(
      recognized(
        """
        run_it() { "$@"; }
        body() { local name=$1 rc; shift; \(body); }
        async_run() { body "$@" & pids[$1]=$!; }
        async_wait() { wait "${pids[$1]}"; }
        """))
    #expect(profile.masksFailures == masks)
  }

  @Test(arguments: [
    ("\"$@\"", false), ("$*", true), ("$@", true), ("eval \"$*\"", true), ("local all=\"$*\"; $all", true),
    ("local all=(\"$@\"); \"${all[@]}\"", false), ("local all=(\"$@\"); ${all[@]}", true), ("\"${@:1}\"", false),
  ])
  func splitting(_ call: String, _ splits: Bool) throws {
    let profile = try #require(
      recognized(
        """
        body() { local name=$1; shift; \(call); }
        async_run() { body "$@" & pids[$1]=$!; }
        async_wait() { wait "${pids[$1]}"; }
        """))
    #expect(profile.resplitsArguments == splits)
  }

  @Test func aCleanUpThatReadsWhatNothingSets() throws {
    let start = "async_run() { \"$@\" & last=$!; }\nasync_wait() { wait \"$last\"; }\n"
    let broken = try #require(
      recognized(start + "async_cleanup() { local f; for f in *; do echo \"$pidfile\"; done; }"))
    #expect(broken.cleanupIsBroken)
    let sound = try #require(
      recognized(start + "async_cleanup() { local f; for f in *; do echo \"$f $last $DEST\"; done; }"))
    #expect(!sound.cleanupIsBroken)
  }

  @Test func whatDefinesNoHelperIsNoRuntime() {
    #expect(recognized("echo hello\nfoo() { bar & }") == nil)
  }
}
