import DataFlow
import EffectModels
import Testing

@Suite("Models of commands: how they are matched")
struct CommandModelTests {
  private func models(_ entries: String) throws -> CommandModels {
    try CommandModels(json: [("test.json", "[\(entries)]")])
  }

  @Test("every built-in entry can be read and says why, and none stands twice")
  func builtIn() throws {
    let models = try CommandModels(json: CommandModels.builtInFiles)
    #expect(models.names == CommandModels.builtIn.names)
    #expect(!models.names.isEmpty)
    #expect(CommandModels.builtIn.services.isBehind("keystone", front: "httpd"))
  }

  @Test(
    "options, their values and operands",
    arguments: [
      ("x a b", "read file a; write file b"),
      ("x -o out a b", "read file a; write file b; write file out"),
      ("x -oout a", "read file a; write file a; write file out"),
      ("x -vo out a", "read file a; write file a; write file out"),
      ("x --output=out a", "read file a; write file a; write file out"),
      ("x --output out a", "read file a; write file a; write file out"),
      ("x --output=‹O› a", "read file a; write file a; write file ‹O›"),
      ("x -- -o a", "read file -o; write file a"),
      ("x --unheard-of a", "read file a; write file a"),
      ("x -i a", "read file a; read file own; write file a"),
      ("x -i.bak a", "read file a; read file own; write file a"),
      ("x ‹N›/a", "read file ‹N›/a; write file ‹N›/a"),
      ("/usr/bin/x a", "read file a; write file a"),
      ("‹BIN›/x a", "read file a; write file a"),
      ("‹BIN› a", "unknown"),
    ])
  func options(line: String, summary: String) throws {
    let models = try models(
      #"{"command": "x", "options": "-v -o,--output: -i,--in-place?", "reads": "file:$1", "writes": ["file:$-o", "file:$last"], "also": [{"when": "-i", "reads": "file:own"}], "because": "test"}"#
    )
    #expect(models.summary(line) == summary)
  }

  @Test(
    "cases: the first that holds, all that may hold, and none",
    arguments: [
      ("g clone u d", "write all file d"),
      ("g clone u", "write all file u"),
      ("g fetch", "use service net"),
      ("g ‹S› u", "and more; use service net; write all file u"),
      ("g f‹S›", "and more; use service net"),
      ("g log", "and more"),
    ])
  func cases(line: String, summary: String) throws {
    let models = try models(
      #"{"command": "g", "cases": [{"when": "$1=clone", "writes": "tree:$last"}, {"when": "$1=fetch|pull", "uses": "service:net"}], "because": "test"}"#
    )
    #expect(models.summary(line) == summary)
  }

  @Test("an entry for a function holds for the file that it names, others for what is no function")
  func definingFile() throws {
    let models = CommandModels.builtIn
    #expect(models.summary("iniset f s o v") == "read file f; write file f")
    #expect(models.summary("iniset f s o v", definedIn: "/stack/inc/ini-config") == "read file f; write file f")
    #expect(models.summary("iniset f s o v", definedIn: "plugin.sh") == "unknown")
    #expect(models.summary("iniset f s o v", definedIn: "/own-inc/ini-config") == "unknown")
    #expect(models.summary("tee f", definedIn: "functions") == "unknown")
  }

  @Test("a user's models come first, for functions too")
  func merging() throws {
    let own = try models(#"{"command": ["tee", "own"], "reads": "file:own", "because": "test"}"#)
    let models = CommandModels.builtIn.merging(own)
    #expect(models.summary("tee f") == "read file own")
    #expect(models.summary("own", definedIn: "lib/own") == "read file own")
    #expect(models.summary("mkdir d") == CommandModels.builtIn.summary("mkdir d"))
  }

  @Test(
    "an entry that cannot be used is refused, with its place",
    arguments: [
      #"{"command": "x"}"#, #"{"because": "x"}"#, #"{"command": "x", "because": "x", "write": "file:$1"}"#,
      #"{"command": "x", "because": "x", "writes": "fil:$1"}"#,
      #"{"command": "x", "because": "x", "writes": "file:$nothing"}"#,
      #"{"command": "x", "because": "x", "options": "output"}"#,
      #"{"command": "x", "because": "x", "cases": [{"reads": "file:$1"}, {"when": "-a"}]}"#,
      #"{"command": "x", "because": "x", "also": [{"when": "$1 is a"}]}"#,
      #"{"command": "x", "because": "x", "cost": "huge"}"#,
      #"{"command": "x", "because": "x"}, {"command": "x", "because": "x"}"#,
    ])
  func refused(entry: String) {
    let error = #expect(throws: ModelError.self) { try models(entry) }
    #expect(error?.file == "test.json")
    #expect(error?.message.hasPrefix("line 1") == true)
  }

  @Test(
    "a service under any of its names",
    arguments: [
      ("apache2", "apache"), ("httpd.service", "apache"), ("devstack@n-api.service", "nova-api"),
      ("n-cpu", "nova-compute"),
      ("mariadb", "mysql"), ("devstack@own", "own"), ("own", "own"),
    ])
  func serviceNames(name: String, canonical: String) {
    #expect(CommandModels.builtIn.canonicalService(name) == canonical)
  }

  @Test("which service is behind which, under any names")
  func fronts() {
    let models = CommandModels.builtIn
    #expect(models.isBehind("devstack@keystone", front: "httpd"))
    #expect(models.isBehind("placement", front: "apache2"))
    #expect(!models.isBehind("apache2", front: "keystone"))
    #expect(!models.isBehind("n-cpu", front: "apache"))
  }

  @Test("what may bind a file to a database, and what prints its address")
  func databaseNames() {
    let models = CommandModels.builtIn
    #expect(models.mayBind("iniset") && !models.mayBind("iniget"))
    #expect(models.namesDatabase("database_connection_url") && !models.namesDatabase("echo"))
  }

  @Test("a change of what sudo allows is one of sudoers too, by a redirection as well")
  func sudoers() {
    let models = CommandModels.builtIn
    let effect = ModelEffect(.write, .file, SymbolicString("/etc/sudoers.d/own"))
    #expect(models.accompanying(effect) == [ModelEffect(.write, .sudoers, SymbolicString("sudoers"))])
    #expect(models.accompanying(ModelEffect(.read, .file, SymbolicString("/etc/sudoers"))).isEmpty)
  }

  @Test("what a service does without holds of all its names, and of no other service")
  func withoutSupport() {
    let services = CommandModels.builtIn.services
    for name in ["ldap", "slapd", "slapd.service"] {
      #expect(services.isWithout(.account, name))
      #expect(services.isWithout(.catalog, name))
    }
    #expect(services.isWithout(.database, "mariadb") && !services.isWithout(.database, "keystone"))
    #expect(services.isWithout(.catalog, "key") && !services.isWithout(.account, "key"))
    #expect(!services.isWithout(.account, "a service of nobody"))
  }

  @Test("objects of the APIs have a role by their type, or stand beside others")
  func roles() {
    let objects = CommandModels.builtIn.objects
    #expect(objects.role(of: "endpoint") == .catalog)
    #expect(objects.role(of: "role assignment") == .identity)
    #expect(objects.role(of: "flavor") == .alone)
    #expect(objects.role(of: "network") == nil)
  }

  @Test(
    "services that cannot be used are refused",
    arguments: [
      #"[{"service": "a"}]"#, #"[{"service": "a", "aliases": ["a"], "because": "x"}]"#,
      #"[{"service": "a", "without": ["air"], "because": "x"}]"#, "[",
    ])
  func refusedServices(text: String) {
    #expect(throws: ModelError.self) { try ServiceModels(reading: text) }
  }

  @Test(
    "types of objects that cannot be used are refused",
    arguments: [
      #"[{"types": ["a"], "role": "alone"}]"#, #"[{"types": ["a"], "role": "lost", "because": "x"}]"#,
      #"[{"types": ["a", "a"], "role": "alone", "because": "x"}]"#, "[",
    ])
  func refusedObjects(text: String) {
    #expect(throws: ModelError.self) { try ObjectModels(reading: text) }
  }
}
