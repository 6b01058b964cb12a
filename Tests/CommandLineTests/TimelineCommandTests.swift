import Foundation
import Testing

/// Logs as the command line names them.
@Suite("Timelines of the command line")
struct TimelineCommandTests {
  private static let log = ReadmeTests.root.appendingPathComponent("Fixtures/Pictures/stack.log").path
  private static let record =
    #"{"name":"a","command":"init_a","parallel":true,"pid":8,"start_time":1000,"end_time":3500,"wait_start_time":3000,"wait_end_time":3510,"status":0,"outcome":"ok"}"#

  @Test func everyFormIsWritten() throws {
    let program = try BuiltProgram()
    let expectations = [
      (["--format", "json"], "\"wallSeconds\""), (["--format", "html"], "<!DOCTYPE html>"),
      (["--format", "svg"], "<svg "),
      (["--format", "chrome"], "\"traceEvents\""), ([], "critical path:"),
    ]
    for (options, mark) in expectations {
      let outcome = try program.run(["timeline", Self.log] + options)
      #expect(outcome.status == 0 && outcome.errors == "" && outcome.output.contains(mark), "\(options)")
    }
    #expect(try program.run(["timeline", Self.log, "-o", "run.html"]).output == "")
    #expect(try program.text(of: "run.html").hasPrefix("<!DOCTYPE html>"))
  }

  @Test func packedLogsRecordsFoldersAndStreams() throws {
    let program = try BuiltProgram(["async/tasks.jsonl": Self.record + "\n"])
    let plain = try program.run(["timeline", Self.log, "--format", "json"]).output
    let packed = try program.run(
      [Self.log], shell: "gzip -c \"$1\" > stack.log && exec \"$0\" timeline --format json stack.log")
    let stream = try program.run([Self.log], shell: "cat \"$1\" | \"$0\" timeline --format json -")
    for outcome in [packed, stream] {
      #expect(outcome.status == 0)
      #expect(outcome.output.split(separator: "\n").dropFirst(3) == plain.split(separator: "\n").dropFirst(3))
    }
    for path in ["async", "async/tasks.jsonl"] {
      let outcome = try program.run(["timeline", path])
      #expect(outcome.status == 0 && outcome.output.contains("2.51 s, 1 task"), "\(outcome.output)")
    }
  }

  @Test(arguments: [
    ("none.log", "No such file"), ("empty.log", "empty"), ("other.log", "nothing in its 2 lines is about a run"),
    ("folder", "without tasks.jsonl"), ("binary.log", "a binary file"), ("broken.gz", "gzip cannot unpack it"),
  ])
  func whatIsNoLogIsAnError(path: String, reason: String) throws {
    let program = try BuiltProgram(["empty.log": "", "other.log": "a\nb\n", "folder/x": ""])
    try program.write(Data([1, 2, 0, 3]), to: "binary.log")
    try program.write(Data([0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6]), to: "broken.gz")
    let outcome = try program.run(["timeline", path])
    #expect(outcome.status == 2 && outcome.output == "")
    #expect(
      outcome.errors.hasPrefix("devstack-async: error: \(path): ") && outcome.errors.contains(reason),
      "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test func lintNamesTheWaitThatCostMost() throws {
    let tree = ReadmeTests.root.appendingPathComponent("Fixtures/sample-stack").path
    let outcome = try BuiltProgram().run(["lint", "--log", Self.log, "--exit-zero", tree])
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("The longest wait is for init_nova at stack.sh:1140: 27.8 s of its 1 min 4 s"))
  }

  @Test func twoLogsAreComparedAndThreeAreTooMany() throws {
    let program = try BuiltProgram()
    let compared = try program.run(["timeline", Self.log, Self.log])
    #expect(compared.status == 0 && compared.output.contains("the same"))
    #expect(try program.run(["timeline", Self.log, Self.log, "--format", "svg"]).status == 2)
    #expect(try program.run(["timeline", Self.log, Self.log, Self.log]).status == 2)
    #expect(try program.run(["timeline"]).status == 2)
  }

  @Test func measuredRunsSayWhatWasTaken() throws {
    let tree = ReadmeTests.root.appendingPathComponent("Fixtures/Rewriting/guarded-calls/before").path
    let program = try BuiltProgram([
      "times.json": #"{"init_images": 40, "no_such_function": 2}"#, "other.json": #"{"zzz": 1}"#,
    ])
    let outcome = try program.run(["parallelize", "--check", "--profile", "times.json", tree])
    #expect(
      outcome.errors.contains(
        "profile: times.json: 2 functions; 1 name that this tree does not know (no_such_function)"))
    let useless = try program.run(["parallelize", "--check", "--profile", "other.json", tree])
    #expect(useless.status == 2 && useless.errors.contains("none of its durations is of a function that this tree has"))
  }
}

/// Lanes of trees.
@Suite("Graphs of the command line")
struct GraphCommandTests {
  private static let tree = ReadmeTests.root.appendingPathComponent("Fixtures/sample-stack").path
  private static let serial = ReadmeTests.root.appendingPathComponent("Fixtures/Rewriting/guarded-calls/before").path

  @Test func everyFormIsWritten() throws {
    let program = try BuiltProgram()
    let marks = [
      "text": "Steps", "html": "<!DOCTYPE html>", "svg": "<svg ", "json": "\"alwaysAwaited\"", "mermaid": "gantt\n",
      "dot": "digraph ",
    ]
    for (format, mark) in marks {
      let outcome = try program.run(["graph", Self.tree, "--format", format])
      #expect(
        outcome.status == 0 && outcome.errors == "" && outcome.output.contains(mark), "\(format) \(outcome.errors)")
    }
  }

  @Test func partsAndWhatParallelizeWouldMake() throws {
    let program = try BuiltProgram()
    let part = try program.run(["graph", Self.tree, "--function", "init_identity", "--format", "json"])
    let none = try program.run(["graph", Self.tree, "--function", "no_such_function"])
    #expect(none.status == 2 && none.errors.contains("no task is started within no_such_function"))
    #expect(part.status == 0 && part.output.contains("id-role") && !part.output.contains("init_compute"))
    let before = try program.run(["graph", Self.serial])
    #expect(before.status == 2 && before.errors.contains("'--after' shows what parallelize would start"))
    let after = try program.run(["graph", Self.serial, "--after"])
    #expect(after.status == 0 && after.output.contains("init_images"), "\(after.errors)")
  }
}
