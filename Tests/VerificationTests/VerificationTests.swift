import AsyncRuntime
import Testing
import Verification

/// Pairs of programs of which the verdict is known.
@Suite struct VerificationTests {
  @Test(arguments: ["correct", "failing-task", "nested-start"])
  func equivalent(_ name: String) throws {
    let verdict = try VerificationFixture(name: name).verdict()
    #expect(verdict.isEquivalent, "\(verdict.report)")
    #expect(verdict.measures.count == 5)
    #expect(verdict.measures.allSatisfy { $0.commands > 1 })
  }

  @Test func aDroppedWaitNamesTheTwoAccessesWhateverTheDelays() throws {
    let verdict = try VerificationFixture(name: "dropped-wait").verdict { $0.seeds = 1 }
    let expected = Verdict.Difference.unorderedAccesses(
      first: Verdict.Site(
        task: "fetch_mirror", command: "curl -sf -o /opt/stack/mirror/index https://mirror.example/index"),
      second: Verdict.Site(task: "", command: "cat /opt/stack/mirror/index"), resource: "file:/opt/stack/mirror/index")
    #expect(verdict.observations.contains { $0.difference == expected }, "\(verdict.report)")
    #expect(
      verdict.report.contains(
        "no wait keeps two accesses to file:/opt/stack/mirror/index in order: task 'fetch_mirror' runs `curl -sf -o"))
    #expect(verdict.report.contains("and the foreground runs `cat /opt/stack/mirror/index`"))
  }

  @Test func aDroppedWaitBetweenTasksOfATask() throws {
    let verdict = try VerificationFixture(name: "dropped-nested-wait").verdict { $0.seeds = 1 }
    let expected = Verdict.Difference.unorderedAccesses(
      first: Verdict.Site(task: "account-glance", command: "openstack user create --password secret glance"),
      second: Verdict.Site(task: "create_accounts", command: "openstack user show glance"),
      resource: "api-object:user/glance")
    #expect(verdict.observations.map(\.difference) == [expected], "\(verdict.report)")
  }

  /// Every wait of a correct program, left out: by the accesses, or because nobody waits at all.
  @Test(arguments: ["correct", "nested-start", "failing-task"])
  func everyWaitThatIsLeftOutIsMissed(_ name: String) throws {
    let fixture = VerificationFixture(name: name)
    let after = try fixture.set("after")
    let lines = String(decoding: try #require(after.scripts["stack.sh"]).bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let waits = lines.indices.filter { lines[$0].contains("async_wait ") }
    #expect(!waits.isEmpty)
    for wait in waits {
      var kept = lines
      kept.remove(at: wait)
      var options = VerificationOptions(runtime: RuntimeLibrary.text)
      options.seeds = 1
      options.accesses = { command in
        // What a service is started with, its database included.
        let database =
          command.words.first == "run_process" ? [ResourceAccess(.read, "database:" + command.words[1])] : []
        return StandardAccesses.of(command) + database
      }
      let verdict = try verify(
        original: fixture.set("before"), changed: after.replacing(["stack.sh": kept.joined(separator: "\n")]),
        entry: "stack.sh", options: options)
      #expect(!verdict.isEquivalent, "without \(lines[wait])")
    }
  }

  @Test func aLostVariable() throws {
    let verdict = try VerificationFixture(name: "lost-variable").verdict()
    let differences = verdict.observations.map(\.difference)
    #expect(differences.contains(.missingCommand("cp /opt/stack/mirror/index /opt/stack/report", count: 1)))
    #expect(differences.contains(.extraCommand("cp '' /opt/stack/report", count: 1)))
    #expect(differences.contains(.missingFile("/opt/stack/report")))
    // Serially nothing is lost.
    #expect(!verdict.observations.contains { $0.run == .changedSerial }, "\(verdict.report)")
  }

  @Test func aChangedArgumentShowsSerially() throws {
    let verdict = try VerificationFixture(name: "changed-argument").verdict { $0.seeds = 1 }
    #expect(
      verdict.observations.contains {
        $0.difference == .extraCommand("catalog-manage db sync --verbose", count: 1) && $0.run == .changedSerial
          && $0.count == 2
      }, "\(verdict.report)")
  }

  @Test func aStatusThatIsThrownAway() throws {
    let verdict = try VerificationFixture(name: "masked-failure").verdict()
    #expect(
      verdict.observations.contains { $0.difference == .exitStatus(expected: 2, found: 0) }, "\(verdict.report)")
  }

  @Test func twoWritersOfOneFile() throws {
    let verdict = try VerificationFixture(name: "two-writers").verdict()
    let expected = Verdict.Difference.unorderedAccesses(
      first: Verdict.Site(task: "configure_storage", command: "iniset /etc/shared.conf storage size 10"),
      second: Verdict.Site(task: "", command: "iniset /etc/shared.conf queue host localhost"),
      resource: "file:/etc/shared.conf")
    #expect(verdict.observations.contains { $0.difference == expected && $0.count == 3 }, "\(verdict.report)")
  }

  @Test func aTaskThatNobodyWaitsFor() throws {
    let verdict = try VerificationFixture(name: "never-awaited").verdict()
    #expect(
      verdict.observations.contains { $0.difference == .neverAwaited(task: "fetch_kernel") && $0.count == 3 },
      "\(verdict.report)")
  }

  @Test func anOriginalWithTasksIsTakenAsSerial() throws {
    let runtime = ["inc/async": "echo 'never sourced'"]
    let correct = try VerificationFixture(name: "correct").set("after").replacing(runtime)
    let wrong = try VerificationFixture(name: "dropped-wait").set("after")
    var options = VerificationOptions(runtime: RuntimeLibrary.text)
    options.seeds = 1
    #expect(try verify(original: correct, changed: correct, entry: "stack.sh", options: options).isEquivalent)
    #expect(try !verify(original: correct, changed: wrong, entry: "stack.sh", options: options).isEquivalent)
  }

  @Test func whatHangsIsEnded() throws {
    let verdict = try VerificationFixture(name: "hanging").verdict { $0.timeLimit = 3 }
    #expect(verdict.observations.contains { $0.difference == .timedOut(seconds: 3) }, "\(verdict.report)")
    // The next seed would only hang as well.
    #expect(verdict.measures.count == 3)
  }
}
