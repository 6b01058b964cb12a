import Dispatch
import ShellProgram
import ShellSyntax
import SourceText
import Testing

@testable import LanguageServer
@testable import Workspace

/// Work that a newer edit makes useless.
@Suite("Abandoned analyses")
struct AbandonmentTests {
  private func script(_ path: String, _ text: String) -> Script {
    var parser = ShellParser()
    return parser.parse(SourceFile(path: path, text: text))
  }

  @Test("an analysis that is given up ends without a word")
  func givenUp() {
    let scripts = SampleStack.files.sorted { $0.key < $1.key }.map { script($0.key, $0.value) }
    var options = AnalysisOptions(rootKind: .devstackTree, devstackPath: "")
    let whole = analyzeProgram(scripts: scripts, options: options)
    #expect(whole.tasks != nil)
    let abandonment = Abandonment()
    options.abandonment = abandonment
    #expect(analyzeProgram(scripts: scripts, options: options).tasks != nil)
    abandonment.request()
    let none = analyzeProgram(scripts: scripts, options: options)
    #expect(none.tasks == nil && none.findings.isEmpty)
  }

  @Test("only what nobody wants is given up, and its result is thrown away")
  func background() throws {
    let woken = DispatchSemaphore(value: 0)
    let begun = DispatchSemaphore(value: 0)
    let work = try #require(BackgroundWork { woken.signal() })
    let root = ProgramRoot(around: "/nowhere/script.sh")
    let held = HeldProgram(
      root, settings: LintSettings(workingDirectory: "/nowhere"), configuration: Configuration(folder: "/nowhere"))
    func completion(_ revision: Int, waits: Bool) -> Completion {
      let abandonment = Abandonment()
      return Completion(revision: revision, abandonment: abandonment) {
        begun.signal()
        while waits, !abandonment.isRequested {}
        return CompletedAnalysis(revision: revision, held: held, analysis: Analysis(findings: []), time: .zero)
      }
    }
    work.start(completion(1, waits: true))
    begun.wait()
    work.abandon { $0 == 1 }
    #expect(work.isBusy)
    work.abandon { $0 == 2 }
    woken.wait()
    #expect(work.take() == nil)
    #expect(!work.isBusy)
    work.start(completion(2, waits: false))
    begun.wait()
    woken.wait()
    work.abandon { _ in false }
    #expect(work.take()?.revision == 2)
    #expect(!work.isBusy)
  }
}
