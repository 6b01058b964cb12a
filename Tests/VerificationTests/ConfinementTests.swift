import AsyncRuntime
import Foundation
import Glibc
import Testing

@testable import Verification

/// What scripts that mean harm can do from within a run: nothing, whichever walls the kernel lets us build.
@Suite struct ConfinementTests {
  /// Walls that one kernel or another lacks, while the others suffice.
  static let sufficient: [Confinement.Walls] = [[], .landlock, .namespaces, .processes, .mounts, .network]

  private func options(_ missing: Confinement.Walls, limit: Double = 20) -> VerificationOptions {
    var options = VerificationOptions(runtime: RuntimeLibrary.text)
    options.missingWalls = missing
    options.timeLimit = limit
    return options
  }

  private func run(_ script: String, without missing: Confinement.Walls = [], limit: Double = 20) throws
    -> MockWorld.Run
  {
    let world = try MockWorld(options(missing, limit: limit))
    return try world.run(ScriptSet(["stack.sh": script]), entry: "stack.sh", isParallel: false, seed: 0)
  }

  /// A place of our own, outside every run.
  private func withPlace(_ body: (String) throws -> Void) throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "place-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    try body(place)
  }

  private func processes(mentioning text: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }.filter {
      (try? String(contentsOfFile: "/proc/\($0)/cmdline", encoding: .utf8))?.contains(text) == true
    }
  }

  @Test(arguments: sufficient) func nothingIsBreached(without missing: Confinement.Walls) throws {
    let base = try WorldBase(in: "/tmp")
    let confinement = try Confinement(in: base, options: options(missing))
    #expect(confinement.breaches.isEmpty)
  }

  @Test(
    arguments: [
      ([.namespaces, .landlock], "changing your files"), ([.namespaces, .landlock], "signalling your processes"),
      (.filter.union(.network), "using the network"),
      ([.namespaces, .landlock, .filter], "changing modes and times of your files"),
    ] as [(Confinement.Walls, String)])
  func whatIsMissingIsSaid(_ missing: Confinement.Walls, _ breach: String) throws {
    let base = try WorldBase(in: "/tmp")
    let confinement = try Confinement(in: base, options: options(missing))
    // Root's runs are nobody's, who cannot signal what is root's.
    if geteuid() != 0 || !breach.contains("signalling") { #expect(confinement.breaches.contains(breach)) }
    #expect(throws: VerificationError.notConfined(confinement.breaches)) { _ = try MockWorld(options(missing)) }
    var anyway = options(missing)
    anyway.mayBeUnconfined = true
    let world = try MockWorld(anyway)
    let run = try world.run(ScriptSet(["stack.sh": "echo over"]), entry: "stack.sh", isParallel: false, seed: 0)
    #expect(run.output == ["over"] && world.breaches == confinement.breaches)
  }

  @Test(arguments: sufficient) func nobodySurvives(_ missing: Confinement.Walls) throws {
    try withPlace { place in
      for (end, isTimedOut) in [("echo over", false), ("lurk", true), ("bomb", true)] {
        let script = """
          exec {never}<> <(:)
          function lurk { trap '' TERM HUP INT; read -r -t 100 -u $never; }
          function bomb { bomb | bomb & bomb; }
          set -m
          lurk & ( ( lurk & ) & ) & disown -a
          \(end)
          """
        var options = options(missing, limit: 2)
        options.temporaryDirectory = place
        let world = try MockWorld(options)
        let run = try? world.run(ScriptSet(["stack.sh": script]), entry: "stack.sh", isParallel: false, seed: 0)
        #expect(run?.ending.isTimedOut == isTimedOut || end == "bomb")
        #expect(try processes(mentioning: place).isEmpty)
        // Nothing but what the world itself keeps until its end.
        #expect(try FileManager.default.contentsOfDirectory(atPath: place).count == 1)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: place).isEmpty)
    }
  }

  @Test(arguments: sufficient) func filesOutsideKeepModesAndTimes(without missing: Confinement.Walls) throws {
    try withPlace { place in
      let kept = place + "/kept"
      try "kept\n".write(toFile: kept, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: kept)
      let before = try FileManager.default.attributesOfItem(atPath: kept)
      _ = try run(
        """
        S=/; P=${S}\(place.dropFirst())
        chmod 777 $P/kept; chmod 777 $P; touch -d 2001-01-01 $P/kept; rm -f $P/kept; ln $P/kept $DEST/hard
        chmod 777 $DEST/hard; ln -s $P/kept $DEST/soft; chmod 777 $DEST/soft; echo x >>$DEST/soft; rm -rf $P
        cp -p /dev/null $P/kept; mv $DEST/soft $P/kept
        """, without: missing)
      let after = try FileManager.default.attributesOfItem(atPath: kept)
      for key in [FileAttributeKey.posixPermissions, .modificationDate, .size] {
        #expect("\(before[key] ?? "")" == "\(after[key] ?? "")")
      }
    }
  }

  /// What is read and removed afterwards is the run's own, whatever links it has put there.
  @Test func linksAreNotFollowed() throws {
    try withPlace { place in
      try "secret\n".write(toFile: place + "/file", atomically: true, encoding: .utf8)
      let run = try run(
        """
        S=/; P=${S}\(place.dropFirst())
        rm -rf $DEST; ln -s $P $DEST; ln -s $P/file /srv/file; ln -s $P $MOCK/records/1.1; ln -s $P/file $MOCK/records/2.2
        """)
      #expect(run.files["srv/file"] == .link(place + "/file"))
      #expect(run.files["opt/stack"] == .link(place) && run.files["opt/stack/file"] == nil)
      for name in ["output", "records"] {
        let planted = try? self.run(
          "S=/; P=${S}\(place.dropFirst()); rm -rf $MOCK/\(name); ln -s $P/file $MOCK/\(name)")
        #expect(planted == nil)
      }
      #expect(try String(contentsOfFile: place + "/file", encoding: .utf8) == "secret\n")
    }
  }

  @Test func onlyWhatIsGivenCanBeRead() throws {
    try withPlace { place in
      try "secret\n".write(toFile: place + "/file", atomically: true, encoding: .utf8)
      let world = try MockWorld(options([]))
      guard world.hidesFiles else { return }
      let run = try run(
        "S=/; cat ${S}\(place.dropFirst())/file; read -r x <${S}etc/passwd && echo \"got $x\"; echo over")
      #expect(!run.output.contains("secret") && !run.output.contains { $0.hasPrefix("got") })
      #expect(run.output.contains("over"))
    }
  }

  @Test(arguments: [
    "truncate -s 200M $DEST/large", "for ((i = 0; i < 120; i++)); do mkdir d; cd d; done",
    "truncate -s 200M $MOCK/output",
  ])
  func tooMuchIsRefused(_ script: String) throws {
    #expect { try run("cd $DEST; \(script)") } throws: { error in
      if case VerificationError.tooMuch = error { true } else { false }
    }
  }

  @Test func memoryIsThatOfTheRun() throws {
    // What looks after a run is an image of this process, and shares all of this with it.
    let ours = [UInt8](repeating: 1, count: 300 << 20)
    var options = options([])
    options.memory = 100 << 20
    let world = try MockWorld(options)
    func run(_ script: String) throws -> MockWorld.Run {
      try world.run(ScriptSet(["stack.sh": script]), entry: "stack.sh", isParallel: false, seed: 0)
    }
    let idle = "exec {never}<> <(:); read -r -t 3 -u $never"
    #expect(try run("\(idle); echo over").output == ["over"])
    #expect { try run("x=x; while ((${#x} < 150000000)); do x+=$x; done; \(idle)") } throws: { error in
      if case VerificationError.tooMuch = error { true } else { false }
    }
    #expect(ours.last == 1)
  }

  @Test func endlessRecordsAndOutputEnd() throws {
    let output = try? run("while :; do printf '%0100000d' 1; done", limit: 60)
    #expect(output == nil)
    let record = try run("f=$MOCK/records/1.1; mkfifo $f 2>/dev/null; truncate -s 100M $MOCK/records/2.2; ls")
    #expect(record.commands.contains { $0.words == ["ls"] })
  }

  @Test func whateverTheModesAreNothingIsLeft() throws {
    try withPlace { place in
      var options = options([])
      options.temporaryDirectory = place
      do {
        let world = try MockWorld(options)
        let script = "cd $DEST; mkdir -p a/b/c e; touch a/b/c/d e/f; chmod 000 a/b/c a/b a e/f; chmod 500 e"
        _ = try world.run(ScriptSet(["stack.sh": script]), entry: "stack.sh", isParallel: false, seed: 0)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: place).isEmpty)
    }
  }
}
