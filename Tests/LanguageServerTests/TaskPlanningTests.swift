import JSON
import Testing

@testable import LanguageServer

/// Calls that become tasks, and waits that move down, as `parallelize` would have them.
@Suite("Planned rewritings")
struct TaskPlanningTests {
  static let stack = """
    #!/bin/bash
    TOP_DIR=$(cd $(dirname "$0") && pwd)
    source $TOP_DIR/inc/async
    source $TOP_DIR/lib/files
    async_init
    fetch_first
    fetch_second
    fetch_third
    show_first
    name_all
    async_cleanup

    """
  static let library = """
    function fetch_first { curl -sf -o /opt/first https://files.example/first; }
    function fetch_second { curl -sf -o /opt/second https://files.example/second; }
    function fetch_third { curl -sf -o /opt/third https://files.example/third; }
    function show_first { curl -sf -T /opt/first https://files.example/upload; }
    function name_all { echo all; }

    """
  static let files = ["stack.sh": stack, "lib/files": library, "inc/async": SampleStack.runtime]

  private func action(
    _ prefix: String, at text: String, in stack: String, files: [String: String] = files, trigger: Int? = nil,
    capabilities: JSONValue = Capabilities.rich
  ) throws -> (action: JSONValue?, edited: String?) {
    var files = files
    files["stack.sh"] = stack
    let session = try EditorSession(files, capabilities: capabilities)
    session.open("stack.sh", stack)
    let position = session.place("stack.sh", text, in: stack)["position"] ?? .null
    let actions = session.request(
      "textDocument/codeAction",
      .members([
        ("textDocument", session.document("stack.sh")),
        ("range", .members([("start", position), ("end", position)])),
        (
          "context",
          .members([
            ("diagnostics", .array([])), ("only", .array([.string("refactor")])),
            ("triggerKind", trigger.map(JSONValue.number)),
          ])
        ),
      ])
    ).elements
    let found = actions.first { $0["title"]?.string?.hasPrefix(prefix) == true }
    return (found, AppliedEdit.text(of: found?["edit"], session.uri("stack.sh"), stack))
  }

  private func reason(_ action: JSONValue?) -> String? { action?["disabled"]?["reason"]?.string }

  @Test("a call becomes a task, with the wait before what needs it")
  func background() throws {
    let (action, edited) = try action("Run this call", at: "fetch_first\n", in: Self.stack)
    #expect(action?["title"]?.string == "Run this call of 'fetch_first' in the background, awaited at stack.sh:9")
    #expect(action?["kind"] == .string("refactor.rewrite.devstack-async"))
    #expect(
      edited
        == Self.stack.replacing("\nfetch_first", with: "\nasync_runfunc fetch_first")
        .replacing("show_first\n", with: "async_wait fetch_first\nshow_first\n"))
  }

  @Test("a call that has to stay is told with the reason")
  func refused() throws {
    let stack = Self.stack.replacing("fetch_second\nfetch_third\n", with: "")
    let (action, edited) = try action("Run this call", at: "fetch_first\n", in: stack)
    let reason = reason(action)
    #expect(reason == "it has to stay: writes /opt/first (lib/files:1), and lib/files:4 reads it")
    #expect(edited == nil)
    let plain = JSONValue.members([
      (
        "textDocument",
        .members([("codeAction", .members([("codeActionLiteralSupport", .members([("codeActionKind", .object([]))]))]))]
        )
      )
    ])
    let hidden = try self.action("Run this call", at: "fetch_first\n", in: stack, capabilities: plain)
    #expect(hidden.action == nil)
  }

  @Test("what is no call, or over at once, is not offered, and nothing is planned while the cursor moves")
  func notOffered() throws {
    for text in ["name_all\n", "source $TOP_DIR/lib", "async_init"] {
      let (action, _) = try action("Run this call", at: text, in: Self.stack)
      #expect(action == nil, "\(text)")
    }
    let automatic = try action("Run this call", at: "fetch_first\n", in: Self.stack, trigger: 2)
    #expect(automatic.action == nil)
  }

  @Test("without a runtime library there is none to start with")
  func noRuntime() throws {
    var files = Self.files
    files["inc/async"] = nil
    let stack = Self.stack.replacing("source $TOP_DIR/inc/async\n", with: "").replacing("async_init\n", with: "")
      .replacing("async_cleanup\n", with: "")
    let (action, _) = try action("Run this call", at: "fetch_first\n", in: stack, files: files)
    let reason = reason(action)
    #expect(reason?.contains("devstack-async runtime --output inc/async") == true)
  }

  @Test("a wait moves down to what needs its task", arguments: ["\n", "\r\n"])
  func laterWait(ending: String) throws {
    let early = Self.stack.replacing("\nfetch_first\n", with: "\nasync_runfunc fetch_first\nasync_wait fetch_first\n")
    let stack = early.replacing("\n", with: ending)
    let (_, edited) = try action("Move the wait for 'fetch_first'", at: "fetch_first\(ending)fetch_second", in: stack)
    let late = Self.stack.replacing("\nfetch_first", with: "\nasync_runfunc fetch_first")
      .replacing("show_first\n", with: "async_wait fetch_first\nshow_first\n")
    #expect(edited == late.replacing("\n", with: ending))
  }

  @Test("of a wait for several one moves")
  func oneOfSeveral() throws {
    let stack = Self.stack.replacing(
      "\nfetch_first\nfetch_second\n",
      with: "\nasync_runfunc fetch_first\nasync_runfunc fetch_second\nasync_wait fetch_first fetch_second\n")
    let (_, edited) = try action("Move the wait for 'fetch_first'", at: "fetch_first fetch_second\n", in: stack)
    #expect(
      edited
        == stack.replacing("async_wait fetch_first fetch_second", with: "async_wait fetch_second")
        .replacing("show_first\n", with: "async_wait fetch_first\nshow_first\n"))
    let (_, second) = try action("Move the wait for 'fetch_second'", at: "fetch_second\nfetch_third", in: stack)
    #expect(
      second
        == stack.replacing("async_wait fetch_first fetch_second", with: "async_wait fetch_first")
        .replacing("async_cleanup\n", with: "async_wait fetch_second\nasync_cleanup\n"))
  }

  @Test("a wait that is as late as is safe stays")
  func lateEnough() throws {
    let late = Self.stack.replacing("\nfetch_first", with: "\nasync_runfunc fetch_first")
      .replacing("show_first\n", with: "async_wait fetch_first\nshow_first\n")
    let (action, edited) = try action("Move the wait", at: "fetch_first\nshow_first", in: late)
    let reason = reason(action)
    #expect(reason?.hasPrefix("it is as late as is safe") == true, "\(reason ?? "")")
    #expect(edited == nil)
  }
}
