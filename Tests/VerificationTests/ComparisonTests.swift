import Testing

@testable import Verification

/// The parts that compare, on records made by hand.
@Suite struct ComparisonTests {
  private func record(_ task: String, _ words: [String], _ begin: Int, _ end: Int) -> CommandRecord {
    CommandRecord(task: task, words: words, begin: begin * 1000, end: end * 1000)
  }

  private func run(_ commands: [CommandRecord], _ spans: [TaskSpan]) -> MockWorld.Run {
    MockWorld.Run(
      ending: WorldProcess.Ending(status: 0, isTimedOut: false, seconds: 0), commands: commands, spans: spans,
      files: [:], output: [])
  }

  /// A task that writes, and the foreground that reads, with the wait at some time; nil for none.
  private func isOrdered(awaited: Int?, readFrom begin: Int) -> Bool {
    let reference = [record("", ["touch", "/a"], 0, 1), record("", ["cat", "/a"], 2, 3)]
    let parallel = run(
      [record("t", ["touch", "/a"], 20, 30), record("", ["cat", "/a"], begin, begin + 5)],
      [TaskSpan(name: "t", starter: "", start: 10, awaited: awaited)])
    return AccessOrder(of: parallel, reference: reference).differences(StandardAccesses.of).isEmpty
  }

  @Test func onlyAWaitOrders() {
    #expect(isOrdered(awaited: 40, readFrom: 41))
    #expect(!isOrdered(awaited: 50, readFrom: 41))
    // The task was over by chance, but nothing made sure of it.
    #expect(!isOrdered(awaited: nil, readFrom: 41))
    #expect(!isOrdered(awaited: 40, readFrom: 5))
  }

  @Test func whatComesBeforeTheStartIsOrdered() {
    let reference = [record("", ["mkdir", "/a/b"], 0, 1), record("", ["rm", "-r", "/a"], 2, 3)]
    for (end, isOrdered) in [(9, true), (12, false)] {
      let parallel = run(
        [record("", ["mkdir", "/a/b"], 1, end), record("t", ["rm", "-r", "/a"], 20, 30)],
        [TaskSpan(name: "t", starter: "", start: 10, awaited: 40)])
      #expect(AccessOrder(of: parallel, reference: reference).differences(StandardAccesses.of).isEmpty == isOrdered)
    }
  }

  @Test func tasksOfOneStarterAreOrderedByItsWait() {
    let reference = [
      record("", ["iniset", "/f", "a", "b", "1"], 0, 1), record("", ["iniset", "/f", "a", "c", "2"], 2, 3),
    ]
    for (secondStart, isOrdered) in [(40, true), (39, false)] {
      let parallel = run(
        [
          record("one", ["iniset", "/f", "a", "b", "1"], 20, 30),
          record("two", ["iniset", "/f", "a", "c", "2"], 60, 70),
        ],
        [
          TaskSpan(name: "one", starter: "outer", start: 12, awaited: 40),
          TaskSpan(name: "outer", starter: "", start: 10, awaited: 90),
          TaskSpan(name: "two", starter: "outer", start: secondStart, awaited: 80),
        ])
      #expect(AccessOrder(of: parallel, reference: reference).differences(StandardAccesses.of).isEmpty == isOrdered)
    }
  }

  /// Commands may be missing just where the original fails, and a task of the parallel run was cut off.
  @Test(arguments: [(1, nil, true), (1, 40, false), (0, nil, false)] as [(Int32, Int?, Bool)])
  func whatIsMissing(_ status: Int32, _ awaited: Int?, _ mayBeMissing: Bool) {
    func ending(_ commands: [CommandRecord], _ spans: [TaskSpan]) -> MockWorld.Run {
      MockWorld.Run(
        ending: WorldProcess.Ending(status: status, isTimedOut: false, seconds: 0), commands: commands, spans: spans,
        files: [:], output: [])
    }
    let commands = [record("", ["touch", "/a"], 0, 1), record("", ["touch", "/b"], 2, 3)]
    let serial = ending(commands, [])
    let parallel = ending(
      [record("", ["touch", "/b"], 20, 30)], [TaskSpan(name: "t", starter: "", start: 10, awaited: awaited)])
    let comparison = Comparison(reference: serial, repeated: serial, options: VerificationOptions(runtime: ""))
    let missing = comparison.differences(in: parallel, isParallel: true).filter {
      if case .missingCommand = $0 { true } else { false }
    }
    #expect(missing.isEmpty == mayBeMissing)
  }

  @Test func readsAndAdditionsCommute() {
    let read = ResourceAccess(.read, "file:/a")
    let write = ResourceAccess(.write, "file:/a/b")
    let add = ResourceAccess(.add, "file:/a")
    #expect(!read.conflicts(with: read) && !add.conflicts(with: add) && read.conflicts(with: add))
    #expect(!read.conflicts(with: write))
    #expect(ResourceAccess(.write, "file:/a", isTree: true).conflicts(with: ResourceAccess(.read, "file:/a/b")))
    #expect(!ResourceAccess(.write, "file:/a", isTree: true).conflicts(with: ResourceAccess(.read, "file:/ab")))
  }

  @Test(arguments: [
    (["sed", "-i", "s/a/b/", "/etc/x.conf"], "file:/etc/x.conf"), (["tee", "-a", "/etc/hosts"], "file:/etc/hosts"),
    (["cp", "x/a", "../b/./c"], "file:/opt/b/c"), (["systemctl", "restart", "apache2.service"], "service:apache2"),
    (["mysql", "-e", "DROP DATABASE IF EXISTS nova;"], "database:nova"),
    (["nova-manage", "db", "sync"], "database:nova"),
    (["pip3", "install", "x"], "python-environment:system"), (["apt-get", "install", "x"], "package-manager:system"),
    (["git", "clone", "https://h/tool.git", "/opt/tool"], "file:/opt/tool"),
    (["openstack", "network", "set", "--share", "public"], "api-object:network/public"),
  ])
  func commandsThatWrite(_ words: [String], _ resource: String) {
    let accesses = StandardAccesses.of(CommandRecord(task: "", words: words, directory: "/opt/stack", begin: 0, end: 1))
    #expect(accesses.contains { $0.mode == .write && $0.resource == resource }, "\(accesses)")
  }

  @Test(arguments: [
    ("cat /etc/x", "cat /W/etc/x"), ("A=${A:-/opt/stack}", "A=${A:-/W/opt/stack}"),
    ("\"/usr/bin/x\"", "\"/W/usr/bin/x\""),
    ("$DEST/etc/x", "$DEST/etc/x"), ("\"$DEST\"/etc", "\"$DEST\"/etc"), ("https://h/opt/x", "https://h/opt/x"),
    ("/etcetera /dev/null", "/etcetera /dev/null"), ("#!/bin/bash\n/bin/ls", "#!/bin/bash\n/W/bin/ls"),
    (">/var/log/x 2>/tmp/y", ">/W/var/log/x 2>/W/tmp/y"), ("./lib/x ../usr/y", "./lib/x ../usr/y"),
  ])
  func pathsAreMoved(_ text: String, _ moved: String) {
    #expect(String(decoding: PathRewriting(root: "/W").moved(Array(text.utf8)), as: UTF8.self) == moved)
  }

  @Test func runsAreNormalised() {
    let normalise = Normalisation(root: "/tmp/w")
    #expect(normalise("x /tmp/w/etc /tmp/w /tmp/other") == "x /etc  /tmp/other")
    #expect(normalise("/tmp/tmp.a1B2c3D4e5.x tmp.conf") == "/tmp/tmp.*.x tmp.conf")
    let text = "[12 Async a:13]: running: a\nreal\n/x: line 12: oops\nNot waiting for async task a that\n[12] x\n"
    #expect(RunOutput.lines(of: text) == ["real", "/x: line *: oops", "[12] x"])
  }
}
