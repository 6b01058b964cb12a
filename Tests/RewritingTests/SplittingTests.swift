import AsyncRuntime
import Foundation
import Rewriting
import Testing
import Verification

/// What is divided and what is not: each case is a variation on one function that is.
@Suite struct SplittingTests {
  /// A tree in which one call is split, unless something about it is different.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var first = "export OS_IMAGES=$DEST/images"
    var rest = "openstack image create tiny\n    openstack image create small"
    var call = "init_images"
    /// Below the function.
    var more = ""
    /// At the end of the script.
    var end = ""
    /// The whole function.
    var function: String?

    var texts: [String: String] {
      let library = function ?? "function init_images {\n    \(first)\n    \(rest)\n}\n"
      return [
        "lib/images": "# Images\n\n\(library)\(more)",
        "stack.sh": """
        #!/bin/bash
        set -o errexit
        TOP_DIR=$(cd $(dirname "$0") && pwd)
        DEST=${DEST:-/opt/stack}
        TYPE=raw
        source $TOP_DIR/lib/images
        mkdir -p $DEST/conf
        \(call)
        openstack role list > $DEST/conf/roles
        openstack group list > $DEST/conf/groups
        \(end)

        """,
      ]
    }
  }

  private static let divided: [Case] = [
    Case(testDescription: "plain"),
    Case(testDescription: "a variable is read below", first: "IMAGES=$DEST/images", call: "init_images\necho $IMAGES"),
    Case(testDescription: "the directory changes", first: "cd $DEST/conf"),
    Case(
      testDescription: "a pair in each part", first: "cd $DEST\n    set +o xtrace",
      rest: "(cd $DEST/conf; pwd)\n    openstack image create tiny"),
    Case(testDescription: "a pair in the rest", rest: "pushd $DEST\n    openstack image create tiny\n    popd"),
    Case(testDescription: "arguments", rest: "openstack image create $1", call: "init_images \"$TYPE\" more"),
    Case(testDescription: "a local of the rest", rest: "local name=tiny\n    openstack image create $name"),
    Case(
      testDescription: "a return in the rest",
      rest: "openstack image create tiny\n    if [[ -z $DEST ]]; then\n        return 1\n    fi"),
    Case(testDescription: "another call is tested", end: "if ! init_images; then echo none; fi"),
    Case(testDescription: "a here-document before it", first: "export OS_IMAGES=x\n    cat <<END\n# text\n\nEND\n"),
  ]

  @Test(arguments: divided)
  func callsAreSplitAndDoTheSame(_ test: Case) throws {
    let rewriting = try RewritingFixture.rewriting(of: test.texts)
    let task = try #require(rewriting.plan.tasks.first { $0.split != nil })
    #expect(task.command.hasPrefix("_init_images_rest"))
    #expect(rewriting.report.contains("splits init_images: what it does from lib/images:"))
    let after = test.texts.merging(rewriting.texts) { $1 }
    #expect(try RewritingFixture.rewriting(of: after).texts.isEmpty)
    let verdict = try RewritingFixture.verdict(original: test.texts, changed: after, seeds: 2)
    #expect(verdict.isEquivalent, "\(verdict.report)")
  }

  private static let undivided: [Case] = [
    Case(
      testDescription: "a local of the first part is read in the rest",
      first: "local name=tiny\n    export OS_IMAGES=x", rest: "openstack image create $name"),
    Case(
      testDescription: "a local is read by who is called", first: "local name=tiny\n    export OS_IMAGES=x",
      rest: "create_image", more: "function create_image {\n    openstack image create $name\n}\n"),
    Case(testDescription: "a local of the shell", first: "local IFS=,\n    export OS_IMAGES=x"),
    Case(testDescription: "a local is exported", first: "local name=tiny\n    export name\n    export OS_IMAGES=x"),
    Case(testDescription: "a reference", first: "local -n name=TYPE\n    export OS_IMAGES=x"),
    Case(
      testDescription: "arguments are shifted", first: "shift\n    export OS_IMAGES=x",
      rest: "openstack image create $1", call: "init_images a b"),
    Case(
      testDescription: "arguments are set", first: "set -- tiny\n    export OS_IMAGES=x",
      rest: "openstack image create $1", call: "init_images a"),
    Case(
      testDescription: "arguments that the first part changes", first: "TYPE=qcow2\n    export OS_IMAGES=x",
      rest: "openstack image create $1", call: "init_images $TYPE"),
    Case(
      testDescription: "arguments that are worked out", rest: "openstack image create $1",
      call: "init_images $(date +%s)"),
    Case(
      testDescription: "arguments that are a pattern", rest: "openstack image create $1", call: "init_images *.img"),
    Case(testDescription: "a return", first: "if [[ -z $DEST ]]; then\n        return\n    fi\n    export OS_IMAGES=x"),
    Case(
      testDescription: "the first part may fail unseen",
      first: "[[ -n $DEST ]] && export OS_IMAGES=x", rest: "openstack image create tiny"),
    Case(testDescription: "the call is tested", call: "if init_images; then echo yes; fi"),
    Case(testDescription: "the call may fail", call: "init_images || echo no"),
    Case(testDescription: "the status of the call", call: "init_images\necho $?"),
    Case(testDescription: "the status of the first part", rest: "openstack image create tiny-$?"),
    Case(testDescription: "the call is redirected", call: "init_images > $DEST/conf/log"),
    Case(testDescription: "the call shares its line", call: "init_images; echo done"),
    Case(testDescription: "the call in a child shell", call: "( init_images )"),
    Case(testDescription: "the call in the background", call: "init_images &"),
    Case(testDescription: "the name is not written", call: "name=init_images\n$name"),
    Case(testDescription: "defined twice", more: "\nfunction init_images {\n    openstack image create other\n}\n"),
    Case(
      testDescription: "defined under a condition",
      function: "if [[ -n $DEST ]]; then\nfunction init_images {\n    export OS_IMAGES=x\n"
        + "    openstack image create tiny\n}\nfi\n"),
    Case(
      testDescription: "the function is redirected",
      function: "function init_images {\n    export OS_IMAGES=x\n    openstack image create tiny\n} > $DEST/conf/log\n"),
    Case(
      testDescription: "on one line",
      function: "function init_images { export OS_IMAGES=x; openstack image create tiny; }\n"),
    Case(
      testDescription: "statements on one line", first: "export OS_IMAGES=x; openstack image create tiny",
      rest: ":"),
    Case(
      testDescription: "in a subshell",
      function: "function init_images (\n    export OS_IMAGES=x\n    openstack image create tiny\n)\n"),
    Case(testDescription: "handed to other shells", end: "export -f init_images"),
    Case(
      testDescription: "it calls itself",
      rest: "openstack image create tiny\n    if [[ -n $1 ]]; then\n        init_images\n    fi"),
    Case(
      testDescription: "the directory is left again", first: "cd $DEST/conf\n    export OS_IMAGES=x",
      rest: "openstack image create tiny\n    cd $TOP_DIR"),
    Case(
      testDescription: "a pair of directories", first: "pushd $DEST/conf\n    export OS_IMAGES=x",
      rest: "openstack image create tiny\n    popd"),
    Case(
      testDescription: "a pair of options", first: "set +o errexit\n    export OS_IMAGES=x",
      rest: "openstack image create tiny\n    set -o errexit"),
    Case(
      testDescription: "a pair of traces",
      first: "XTRACE=$(set +o | grep xtrace)\n    set +o xtrace\n    export OS_IMAGES=x",
      rest: "openstack image create tiny\n    $XTRACE"),
    Case(
      testDescription: "a pair of masks", first: "umask 077\n    export OS_IMAGES=x",
      rest: "openstack image create tiny\n    umask 022"),
    Case(testDescription: "a trap", first: "trap 'echo end' EXIT\n    export OS_IMAGES=x"),
    Case(testDescription: "a descriptor", first: "exec 5> $DEST/conf/log\n    export OS_IMAGES=x"),
    Case(testDescription: "text that runs", first: "eval \"$NONE\"\n    export OS_IMAGES=x"),
    Case(testDescription: "a process in the background", first: "sleep 1 &\n    export OS_IMAGES=x"),
    Case(testDescription: "a function in it", first: "function inner {\n        echo\n    }\n    export OS_IMAGES=x"),
    Case(testDescription: "the name of the function", rest: "openstack image create ${FUNCNAME[0]}"),
    Case(testDescription: "the rest exports", rest: "openstack image create tiny\n    export OS_SMALL=x"),
    Case(
      testDescription: "the rest is needed at once", end: "",
      function:
        "function init_images {\n    export OS_IMAGES=x\n    openstack image create tiny > $DEST/conf/roles\n}\n"),
  ]

  @Test(arguments: undivided)
  func whatBelongsTogetherStaysTogether(_ test: Case) throws {
    let plan = try RewritingFixture.rewriting(of: test.texts).plan
    #expect(plan.tasks.allSatisfy { $0.split == nil })
  }

  @Test func itCanBeSwitchedOffAndDeclined() throws {
    let texts = Case(testDescription: "one", rest: "openstack image create tiny").texts
    var options = PlanOptions()
    let start = try #require(try RewritingFixture.rewriting(of: texts).plan.tasks.first { $0.split != nil }).start
    options.declined[start] = "it was declined"
    #expect(try RewritingFixture.rewriting(of: texts, options: options).plan.tasks.isEmpty)
    options = PlanOptions()
    options.transformations.remove(.split)
    #expect(try RewritingFixture.rewriting(of: texts, options: options).texts.isEmpty)
  }

  /// Who waits for a service holds up the foreground until it answers.
  @Test func waitsForServicesStayBehindTheirStarts() throws {
    var test = Case(testDescription: "a service")
    test.first = "export OS_IMAGES=x\n    sudo systemctl start images"
    test.rest = "sleep 30\n    openstack image create tiny"
    let rewriting = try RewritingFixture.rewriting(of: test.texts)
    let text = try #require(rewriting.texts["lib/images"])
    #expect(text.contains("    sleep 30\n}\n"))
    test.first = "sudo systemctl start images\n    export OS_IMAGES=x"
    test.call = "init_images\nopenstack user list | cat\nopenstack domain list | cat"
    test.rest = "sudo systemctl start others\n    sleep 30\n    openstack image create tiny"
    #expect(
      try #require(try RewritingFixture.rewriting(of: test.texts).texts["lib/images"]).contains("    sleep 30\n}\n"))
    test.first = "if ! sudo systemctl start images; then echo no; fi\n    export OS_IMAGES=x"
    test.rest = "openstack image create tiny"
    #expect(
      try #require(try RewritingFixture.rewriting(of: test.texts).texts["lib/images"]).contains("OS_IMAGES=x\n}\n"))
  }

  /// What polls may wait for a service that a task starts.
  @Test func servicesThatTasksStartAreThereForWhoPolls() throws {
    var test = Case(testDescription: "a service")
    test.rest = "sudo systemctl start images\n    openstack image create tiny"
    test.call = "init_images\nopenstack domain list | cat\nopenstack user list | cat\nsleep 30"
    let text = try #require(try RewritingFixture.rewriting(of: test.texts).texts["stack.sh"])
    #expect(text.contains("list | cat\nasync_wait _init_images_rest\nsleep 30\n"))
  }

  /// A clock that is started in the foreground is stopped there.
  @Test func whatIsKeptForOthersStaysInOneShell() throws {
    var test = Case(testDescription: "a clock", rest: "openstack image create tiny\n    time_stop images")
    var texts = test.texts
    func timed() throws -> String? {
      texts = test.texts
      texts["functions-common"] = """
        function time_start {
            _TIME_START[$1]=$(date +%s)
        }

        function time_stop {
            _TIME_TOTAL[$1]=$(($(date +%s) - ${_TIME_START[$1]}))
            _TIME_START[$1]=""
        }

        """
      texts["stack.sh"] = texts["stack.sh"]?.replacingOccurrences(
        of: "source", with: "declare -A _TIME_START _TIME_TOTAL\nsource $TOP_DIR/functions-common\nsource")
      return try RewritingFixture.rewriting(of: texts).texts["lib/images"]
    }
    #expect(try timed() != nil)
    test.first = "time_start images\n    export OS_IMAGES=x"
    #expect(try timed() == nil)
  }

  /// Tasks that would run within another one make way for it.
  @Test func tasksWithinThePartMakeWay() throws {
    let test = Case(testDescription: "two")
    var options = PlanOptions()
    options.transformations.remove(.split)
    #expect(
      try RewritingFixture.rewriting(of: test.texts, options: options).plan.tasks.map(\.name) == ["images-image-tiny"])
    let plan = try RewritingFixture.rewriting(of: test.texts).plan
    #expect(plan.tasks.map(\.name) == ["_init_images_rest"] && plan.refusals.isEmpty)
  }

  /// Nobody else calls a function whose name begins with an underscore.
  @Test func privateFunctionsKeepTheirFirstPart() throws {
    var test = Case(testDescription: "private")
    test.function = "function _init_images {\n    export OS_IMAGES=x\n    openstack image create tiny\n}\n"
    test.call = "_init_images"
    let once = try #require(try RewritingFixture.rewriting(of: test.texts).texts["lib/images"])
    #expect(once.contains("function _init_images {\n    export OS_IMAGES=x\n}\n\n# The rest of _init_images"))
    test.end = "_init_images || echo no"
    let twice = try #require(try RewritingFixture.rewriting(of: test.texts).texts["lib/images"])
    #expect(twice.contains("function _init_images {\n    _init_images_first\n    _init_images_rest\n}\n"))
  }

  /// Names that there are already, or nearly, are not taken.
  @Test func partsHaveNamesOfTheirOwn() throws {
    var test = Case(testDescription: "names")
    test.more = "\nfunction init_images_rest {\n    echo\n}\n\nfunction _init_images_first {\n    echo\n}\n"
    let text = try #require(try RewritingFixture.rewriting(of: test.texts).texts["lib/images"])
    #expect(text.contains("    _init_images_first_part\n    _init_images_rest_part\n}\n"))
  }
}
