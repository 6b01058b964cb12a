import FixtureSupport
import Foundation
import ShellProgram
import ShellSyntax
import SourceText
import TaskAnalysis
import Testing

@testable import Workspace

/// A program that changes key by key: what is kept from one state to the next is what a new analysis would find.
@Suite("Programs held in memory")
struct HeldProgramTests {
  /// An editor that types lines somewhere and takes some of them back, always in the same order.
  private struct Typist {
    var generator: SplitMix

    private static let lines = [
      "# a comment\n", "async_run extra sleep 1\n", "async_wait extra\n", "VALUE=$(date)\n", "local kept=$1\n",
      "helper \"$VALUE\"\n", "if is_enabled web; then\n    async_runfunc helper\nfi\n", "echo x > /tmp/written\n",
      "[[ -n $VALUE ]] && return\n", "async_run named-$1 helper\nasync_wait named-$1\n", "cat <<END\n$(helper)\nEND\n",
    ]

    /// The states of a text while a line is typed into it, the last one with or without it.
    mutating func states(of text: String) -> [String] {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      let place = Int.random(in: 0...lines.count, using: &generator)
      let before = lines.prefix(place).joined(separator: "\n") + (place > 0 ? "\n" : "")
      let after = lines.dropFirst(place).joined(separator: "\n") + (place < lines.count ? "\n" : "")
      let typed = Self.lines.randomElement(using: &generator) ?? ""
      let stops = [typed.count / 3, typed.count / 2, typed.count - 1, typed.count]
      let states = stops.map { before + typed.prefix($0) + after }
      return Bool.random(using: &generator) ? states : states + [text]
    }
  }

  @Test("an edit leads to what a new analysis finds", arguments: 0..<3)
  func editsAreFollowed(seed: Int) throws {
    let sample = Fixture.packageRoot + "/Fixtures/sample-stack"
    let root = ProgramRoot(around: sample + "/stack.sh")
    var held = HeldProgram(
      root, settings: LintSettings(workingDirectory: sample), configuration: Configuration(folder: sample))
    let paths = held.absolutePaths.filter { !$0.hasSuffix("inc/async") }.sorted()
    var options = AnalysisOptions(rootKind: .devstackTree, devstackPath: "")
    options.factKinds = ["trace", "tasks"]
    options.followsEffects = false
    var typist = Typist(generator: SplitMix(seed: UInt64(seed)))
    var reused = 0
    for _ in 0..<25 {
      let path = try #require(paths.randomElement(using: &typist.generator))
      let text = String(decoding: try #require(held.script(at: path)).source.bytes, as: UTF8.self)
      for state in typist.states(of: text) {
        let isReplaced = held.replaceText(of: path, by: Array(state.utf8))
        #expect(isReplaced)
        options.segmentLength = 1
        let followed = analyzeProgram(
          scripts: held.scripts, options: options, known: held.known, previous: held.previousFacts)
        options.segmentLength = nil
        let new = analyzeProgram(scripts: held.scripts, options: options)
        #expect(followed.findings.map { "\($0)" } == new.findings.map { "\($0)" }, "\(path)")
        #expect(followed.facts == new.facts, "\(path)")
        held.previousFacts = followed.tasks
        reused += followed.tasks?.traces.reusedSegments ?? 0
      }
    }
    #expect(reused > 1_000, "much must be taken over, or this says nothing")
  }
}
