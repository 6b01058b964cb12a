import AsyncRuntime
import Foundation
import Testing

@testable import Verification

/// What the mock world lets scripts do, and what it does for them.
@Suite struct MockWorldTests {
  /// One serial run of one script.
  private func run(
    _ script: String, limit: Double = 20, _ change: (inout VerificationOptions) -> Void = { _ in }
  ) throws -> MockWorld.Run {
    var options = VerificationOptions(runtime: RuntimeLibrary.text)
    options.timeLimit = limit
    change(&options)
    let world = try MockWorld(options)
    return try world.run(ScriptSet(["stack.sh": script]), entry: "stack.sh", isParallel: false, seed: 0)
  }

  private func text(_ run: MockWorld.Run, _ path: String) -> String? {
    guard case .file(let bytes, _) = run.files[path] else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func nothingOutsideIsChanged() throws {
    let outside = FileManager.default.temporaryDirectory.appending(path: "outside-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: outside) }
    let kept = outside.appending(path: "kept").path
    try "kept\n".write(toFile: kept, atomically: true, encoding: .utf8)
    // The path is put together, so that nothing can move it.
    let run = try run(
      """
      S=/; P=${S}\(outside.path.dropFirst())
      echo changed > $P/kept; echo new > $P/new; rm -f $P/kept; mkdir $P/folder; mv $P/kept $P/moved
      sudo tee $P/kept <<< changed; ln -s x $P/link; truncate -s 0 $P/kept
      echo over
      """)
    #expect(run.output.contains("over"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path) == ["kept"])
    #expect(try String(contentsOfFile: kept, encoding: .utf8) == "kept\n")
  }

  @Test func onlyKnownToolsAreRunForReal() throws {
    let run = try run(
      """
      PATH=$(printf '/%s' usr/bin):$PATH
      git --version; xargs env env git <<< status
      S=/; ${S}usr/bin/id 2>/dev/null; echo "status $?"
      """)
    #expect(
      run.commands.map(\.text) == ["git --version", "xargs env env git", "git status"],
      "\(run.commands.map(\.text))")
    #expect(run.output.contains("status 126"), "\(run.output)")
  }

  @Test func nothingIsLeft() throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "place-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    for (script, isTimedOut) in [("lurk &\necho over", false), ("lurk & lurk", true)] {
      let run = try run(
        """
        exec {never}<> <(:)
        function lurk { trap '' TERM HUP; read -r -t 100 -u $never; }
        \(script)
        """, limit: 2
      ) { $0.temporaryDirectory = place }
      #expect(run.ending.isTimedOut == isTimedOut)
      #expect(try FileManager.default.contentsOfDirectory(atPath: place).isEmpty)
      let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
      let lurking = processes.filter {
        (try? String(contentsOfFile: "/proc/\($0)/cmdline", encoding: .utf8))?.contains(place) == true
      }
      #expect(lurking.isEmpty)
    }
  }

  @Test func pathsStandForThemselves() throws {
    let run = try run(
      """
      mkdir -p /etc/service && echo "home is /opt/stack" > /etc/service/file.conf
      cat "/etc/service/file.conf" '/etc/service/file.conf'
      [[ -d $DEST ]] && ln -s /etc/service $DEST/link
      """)
    #expect(run.ending.status == 0)
    #expect(text(run, "etc/service/file.conf") == "home is /opt/stack\n")
    #expect(run.files["opt/stack/link"] == .link("/etc/service"))
    #expect(
      run.commands.map(\.text) == [
        "mkdir -p /etc/service", "cat /etc/service/file.conf /etc/service/file.conf",
        "ln -s /etc/service /opt/stack/link",
      ])
  }

  @Test func commandsAreRecordedWithAllTheirCircumstances() throws {
    let run = try run(
      """
      cd $DEST
      sudo -E -u stack LEVEL=5 env MODE=x unheard-of "two  words" '' "it's" $'a\\nb'
      mysql -uroot <<< 'CREATE DATABASE one'
      mysql -uroot <<< 'CREATE DATABASE two'
      printf '%s\\n' a b | xargs -n 1 openstack user show
      timeout -s TERM 5 failing --now || echo "status $?"
      """
    ) { $0.answers = [.init("failing*", status: 7, text: "it has failed")] }
    #expect(
      run.commands.map(\.text) == [
        "sudo env unheard-of 'two  words' '' 'it'\\''s' 'a\nb'", "mysql -uroot", "mysql -uroot",
        "xargs -n 1 openstack user show",
        "openstack user show a", "openstack user show b", "timeout failing --now",
      ])
    #expect(run.commands[0].directory == "/opt/stack")
    #expect(run.commands[1].key != run.commands[2].key)
    #expect(run.commands.allSatisfy { $0.task.isEmpty && ($0.end ?? 0) >= $0.begin })
    #expect(run.commands.last?.status == 7)
    #expect(run.output == ["it has failed", "status 7"])
  }

  @Test func standInsLeaveWhatTheyStandFor() throws {
    let run = try run(
      """
      git clone --depth 1 https://opendev.example/tool.git && [[ -d tool/.git ]] && echo cloned
      curl -sfL -o /opt/stack/image https://mirror.example/image; cat /opt/stack/image
      one=$(openstack project show one -f value -c id); two=$(openstack project show two -f value -c id)
      [[ -n $one && $one != "$two" && $one == "$(openstack project show one -f value -c id)" ]] && echo "ids differ"
      [[ -x $(type -p systemctl) && -x $(command -v git) && -x $(which curl) ]] && echo found
      """)
    #expect(run.output == ["cloned", "content of https://mirror.example/image", "ids differ", "found"])
  }

  @Test func checkoutsAndEnvironmentsHaveWhatIsReadInThem() throws {
    let run = try run(
      """
      git clone https://opendev.example/tool $DEST/tool
      cp $DEST/tool/etc/tool.conf $DEST/tool/etc/*.ini /etc/ && cat /etc/tool.conf && ls /etc/*.ini
      awk '/^name/ { print $3 }' $DEST/tool/setup.cfg
      cat $DEST/tool/known
      python3 -m venv $DEST/venv && $DEST/venv/bin/pip install 'unheard-of>=1' && $DEST/venv/bin/unheard-of --version
      sudo install -d -o root /etc/tool && [[ -d /etc/tool ]] && echo installed
      set -o noglob; P=var; mkdir -p /$P/lib/together; set +o noglob; [[ -d /var/lib/together ]] && echo together
      """
    ) { $0.checkouts["tool/known"] = "what it says\n" }
    #expect(
      run.output == ["# etc/tool.conf", "/etc/mock.ini", "tool", "what it says", "installed", "together"],
      "\(run.output)")
    #expect(run.commands.contains { $0.text == "unheard-of --version" })
  }

  @Test func iniFilesAreEdited() throws {
    let run = try run(
      """
      set -o errexit -o nounset
      iniset /etc/a.conf DEFAULT debug True
      iniset -sudo /etc/a.conf database connection "mysql://x=y/z"
      iniset /etc/a.conf DEFAULT debug False
      iniadd /etc/a.conf DEFAULT filter one; iniadd /etc/a.conf DEFAULT filter two
      inidelete /etc/a.conf DEFAULT nothing
      iniget /etc/a.conf database connection
      """)
    #expect(run.output == ["mysql://x=y/z"], "\(run.output)")
    let expected = "[DEFAULT]\ndebug = False\nfilter = one\nfilter = two\n[database]\nconnection = mysql://x=y/z\n"
    #expect(text(run, "etc/a.conf") == expected)
  }

  @Test func helpersServeScriptsThatDefineNone() throws {
    let run = try run(
      """
      ENABLED_SERVICES=key,n-cpu
      is_service_enabled key && ! is_service_enabled g-api && is_service_enabled g-api n-cpu && echo enabled
      disable_service key; enable_service g-api; echo $ENABLED_SERVICES
      VERBOSE=no; echo $(trueorfalse True VERBOSE) $(trueorfalse True UNSET)
      (die $LINENO "it is over"); echo "status $?"
      restart_service apache2; run_process n-cpu "/usr/bin/nova-compute"
      """)
    #expect(
      run.output == ["enabled", "n-cpu,g-api", "False True", "ERROR: it is over", "status 1"])
    #expect(run.commands.map(\.text) == ["restart_service apache2", "run_process n-cpu /usr/bin/nova-compute"])
  }

  @Test func whatCannotBeVerifiedIsSaid() throws {
    let options = VerificationOptions(runtime: RuntimeLibrary.text)
    let scripts = ScriptSet(["stack.sh": "true"])
    #expect(throws: VerificationError.missingEntry("other.sh")) {
      try verify(original: scripts, changed: scripts, entry: "other.sh", options: options)
    }
    var noBash = options
    noBash.bash = "/no/bash"
    #expect(throws: VerificationError.missingProgram("/no/bash")) {
      try verify(original: scripts, changed: scripts, entry: "stack.sh", options: noBash)
    }
    var short = options
    short.timeLimit = 0.5
    #expect(throws: VerificationError.originalTimedOut(seconds: 0)) {
      let hanging = ScriptSet(["stack.sh": "exec {never}<> <(:); read -r -t 60 -u $never"])
      return try verify(original: hanging, changed: hanging, entry: "stack.sh", options: short)
    }
  }
}
