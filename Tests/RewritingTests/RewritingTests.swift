import AsyncRuntime
import Foundation
import Rewriting
import Testing
import Verification

@Suite struct RewritingTests {
  private static let updates = ProcessInfo.processInfo.environment["UPDATE_EXPECTATIONS"] != nil

  @Test(arguments: RewritingFixture.all)
  func treesBecomeWhatIsExpected(_ fixture: RewritingFixture) throws {
    let before = try RewritingFixture.texts(of: fixture.path("before"))
    let rewriting = try RewritingFixture.rewriting(of: fixture.path("before"))
    var after = before.merging(rewriting.texts) { $1 }
    after["inc/async"] = nil
    if Self.updates {
      try? FileManager.default.removeItem(atPath: fixture.path("after"))
      if after != before { try RewritingFixture.write(after, to: fixture.path("after")) }
      try rewriting.report.write(toFile: fixture.path("report"), atomically: true, encoding: .utf8)
    }
    let hasAfter = FileManager.default.fileExists(atPath: fixture.path("after"))
    let expected = hasAfter ? try RewritingFixture.texts(of: fixture.path("after")) : before
    #expect(after == expected)
    #expect(rewriting.report == (try String(contentsOfFile: fixture.path("report"), encoding: .utf8)))
  }

  @Test(arguments: RewritingFixture.all)
  func resultsAreNotChangedAgain(_ fixture: RewritingFixture) throws {
    let before = try RewritingFixture.texts(of: fixture.path("before"))
    let after = before.merging(try RewritingFixture.rewriting(of: fixture.path("before")).texts) { $1 }
    let folder = FileManager.default.temporaryDirectory.path + "/rewriting-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try RewritingFixture.write(after, to: folder)
    #expect(try RewritingFixture.rewriting(of: folder).texts.isEmpty)
  }

  @Test(arguments: RewritingFixture.all)
  func resultsDoWhatTheOriginalsDo(_ fixture: RewritingFixture) throws {
    let before = try RewritingFixture.texts(of: fixture.path("before"))
    let rewriting = try RewritingFixture.rewriting(of: fixture.path("before"))
    guard !rewriting.texts.isEmpty else { return }
    let verdict = try RewritingFixture.verdict(
      original: before, changed: before.merging(rewriting.texts) { $1 }, of: rewriting.plan)
    #expect(verdict.isEquivalent, "\(verdict.report)")
  }

  /// Whatever new wait for files is left out, the mock world notices.
  @Test(arguments: [
    "guarded-calls", "carried-variables", "start-earlier", "later-waits", "fan-out", "split", "prefetch",
  ])
  func droppedWaitsAreNoticed(_ name: String) throws {
    let fixture = RewritingFixture(name: name)
    var dropped = 0
    let before = try RewritingFixture.texts(of: fixture.path("before"))
    let rewriting = try RewritingFixture.rewriting(of: fixture.path("before"))
    let after = before.merging(rewriting.texts) { $1 }
    for (path, text) in after.sorted(by: { $0.key < $1.key }) where path != "inc/async" {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let present = Set(before[path]?.split(separator: "\n") ?? [])
      for (index, line) in lines.enumerated() where line.contains("async_wait ") && !present.contains(line) {
        var mutated = lines
        mutated[index] = ""
        dropped += 1
        let changed = after.merging([path: mutated.joined(separator: "\n")]) { $1 }
        let verdict = try RewritingFixture.verdict(
          original: before, changed: changed, of: rewriting.plan, seeds: 1)
        #expect(!verdict.isEquivalent, "without line \(index + 1) of \(path)")
      }
    }
    #expect(dropped > 0)
  }

  @Test func transformationsCanBeSwitchedOff() throws {
    let folder = RewritingFixture(name: "calls-in-function").path("before")
    var options = PlanOptions()
    #expect(try !RewritingFixture.rewriting(of: folder, options: options).plan.tasks.isEmpty)
    options.transformations.remove(.withinFunctions)
    #expect(try RewritingFixture.rewriting(of: folder, options: options).plan.tasks.isEmpty)
    options = PlanOptions()
    options.functions = ["no_such_function"]
    #expect(try RewritingFixture.rewriting(of: folder, options: options).plan.tasks.isEmpty)
  }

  /// Each transformation that is switched off leaves the tree with fewer tasks, or with other ones.
  @Test(arguments: [
    ("carried-variables", PlanOptions.Transformation.carryBack), ("start-earlier", .startEarlier),
    ("guarded-calls", .background), ("later-waits", .laterWaits), ("fan-out", .fanOut), ("split", .split),
  ])
  func eachTransformationCanBeSwitchedOff(_ name: String, _ transformation: PlanOptions.Transformation) throws {
    let folder = RewritingFixture(name: name).path("before")
    var options = PlanOptions()
    let all = try RewritingFixture.rewriting(of: folder, options: options)
    options.transformations.remove(transformation)
    let without = try RewritingFixture.rewriting(of: folder, options: options)
    #expect(without.plan.tasks.allSatisfy { transformation != .carryBack || $0.carried.isEmpty })
    #expect(without.plan.tasks.allSatisfy { transformation != .startEarlier || $0.move == nil })
    #expect(without.plan.tasks.allSatisfy { transformation != .fanOut || $0.fanOut == nil })
    #expect(without.plan.tasks.allSatisfy { transformation != .split || $0.split == nil })
    #expect(without.plan.laterWaits.isEmpty || transformation != .laterWaits)
    #expect(without.texts != all.texts)
  }

  /// Waits move only where the program ends earlier by it, and those of declined starts stay.
  @Test func waitsMoveOnlyWhereThatGains() throws {
    let folder = RewritingFixture(name: "later-waits").path("before")
    var options = PlanOptions()
    let moved = try RewritingFixture.rewriting(of: folder, options: options).plan.laterWaits
    #expect(moved.map(\.name) == ["volume-sizes", "volume-types", "fetch_images", "fetch_volumes"])
    #expect(moved.allSatisfy { $0.gain >= 1 })
    options.profile = ["fetch_images": 0.1]
    let quick = try RewritingFixture.rewriting(of: folder, options: options).plan.laterWaits
    #expect(!quick.contains { $0.name == "fetch_images" })
    options = PlanOptions()
    options.declined = [try #require(moved.last).start: "no"]
    let declined = try RewritingFixture.rewriting(of: folder, options: options).plan.laterWaits
    #expect(!declined.contains { $0.name == "fetch_volumes" } && !declined.isEmpty)
  }

  @Test func measuredDurationsTakeThePlaceOfEstimates() throws {
    let folder = RewritingFixture(name: "guarded-calls").path("before")
    var options = PlanOptions()
    options.profile = ["init_images": 40]
    let task = try #require(try RewritingFixture.rewriting(of: folder, options: options).plan.tasks.first)
    #expect(abs(task.seconds - 40) < 0.001)
    options.profile = ["init_images": 0.1]
    #expect(try RewritingFixture.rewriting(of: folder, options: options).plan.tasks.isEmpty)
  }

  @Test func noMoreTasksAtATimeThanWanted() throws {
    let folder = RewritingFixture(name: "calls-in-function").path("before")
    var options = PlanOptions()
    #expect(try RewritingFixture.rewriting(of: folder, options: options).plan.summary.maximumOutstanding > 1)
    options.maximumTasks = 1
    let plan = try RewritingFixture.rewriting(of: folder, options: options).plan
    #expect(plan.summary.maximumOutstanding == 1)
  }
}
