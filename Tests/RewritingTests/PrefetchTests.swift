import Foundation
import Rewriting
import Testing

/// What is fetched ahead and what is not: each case is a variation on one download that is.
@Suite struct PrefetchTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var fetch = "wget -c -O $FILES/tiny.img $URL"
    /// The script's call of the function that fetches.
    var call = "upload_image"
    /// A step of the script between the place where it could start and the call.
    var between = ""
    /// The first step of the function.
    var first = ""
    /// Above all steps.
    var before = ""
    /// What brings the functions.
    var source = "source $TOP_DIR/lib/images"

    var texts: [String: String] {
      [
        "lib/images": """
        function upload_image {
            \(first)
            \(fetch)
            openstack image create --file $FILES/tiny.img tiny
        }

        function install_store {
            pip install store
        }

        """,
        "stack.sh": """
        #!/bin/bash
        set -o errexit
        TOP_DIR=$(cd $(dirname "$0") && pwd)
        DEST=${DEST:-/opt/stack}
        FILES=$DEST/files
        URL=https://images.example.org/tiny.img
        \(source)
        mkdir -p $FILES
        \(before)
        install_store
        \(between)
        \(call)

        """,
      ]
    }
  }

  private static func tasks(_ texts: [String: String], _ options: PlanOptions = PlanOptions()) throws -> [PlannedTask] {
    try RewritingFixture.rewriting(of: texts, options: options).plan.tasks.filter { $0.prefetch != nil }
  }

  private static let fetched: [Case] = [
    Case(
      testDescription: "above a step that writes what a function prints",
      between: "sudo tee $(site_config_for one)",
      before:
        "function site_config_for {\n    if is_ubuntu; then\n        echo ${CONF_DIR:-/etc/one}/$1.conf\n    "
        + "elif is_fedora; then\n        echo ${CONF_DIR:-/etc/two}/$1.conf\n    fi\n}\nCONF_DIR=${CONF_DIR:-/etc/one}"),
    Case(
      testDescription: "above the restart of a service whose name depends on the distribution",
      between: "restart_service $WEB",
      before: "if is_ubuntu; then WEB=apache2; elif is_fedora; then WEB=httpd; fi"),
    Case(testDescription: "above a step that writes below the user's home", between: "echo a > $HOME/.a.cnf"),
    Case(
      testDescription: "above a step that reads what it finds in a directory of its own",
      between: "pushd $(mktemp -d)\nname=$(ls x*)\ntar xf $name\npopd"),
    Case(testDescription: "plain"),
    Case(
      testDescription: "a clone",
      fetch: "if [[ ! -d $DEST/paint ]]; then git clone $URL $DEST/paint; fi\n    pip install -e $DEST/paint"),
    Case(
      testDescription: "a test with brackets",
      fetch: "if [ ! -e \"$FILES/tiny.img\" ]; then\n        wget -O $FILES/tiny.img $URL\n    fi"),
    Case(testDescription: "a condition", call: "if is_service_enabled images; then\n    upload_image\nfi"),
    Case(testDescription: "a subshell", call: "(upload_image)"),
    Case(testDescription: "alternatives", call: "if [[ $A == a || $B == b ]]; then\n    upload_image\nfi"),
    Case(testDescription: "another variable is set", between: "OTHER=$DEST/other"),
    Case(testDescription: "a variable that only the function sets", first: "local size=1"),
    Case(
      testDescription: "packages are installed, and it has run before", between: "apt_get install x",
      before: "wget -c $URL.asc"),
  ]

  @Test(arguments: fetched)
  func isFetchedAhead(_ test: Case) throws {
    let tasks = try Self.tasks(test.texts)
    #expect(tasks.count == 1)
    #expect(tasks.first?.name.hasPrefix("fetch-") == true)
  }

  private static let left: [Case] = [
    Case(testDescription: "a second clone fails", fetch: "git clone $URL $DEST/paint"),
    Case(testDescription: "a second download is one", fetch: "wget -O $FILES/tiny.img $URL"),
    Case(
      testDescription: "another file is tested for",
      fetch: "if [[ ! -f $FILES/other.img ]]; then wget -O $FILES/tiny.img $URL; fi"),
    Case(
      testDescription: "a local variable", fetch: "wget -c -O $FILES/tiny.img $address", first: "local address=$URL"),
    Case(testDescription: "an argument", fetch: "wget -c -O $FILES/tiny.img $1", call: "upload_image $URL"),
    Case(testDescription: "a substitution", fetch: "wget -c -O $FILES/tiny.img $(cat $DEST/url)"),
    Case(testDescription: "the address is set", between: "URL=$URL.xz"),
    Case(testDescription: "the place is set in the function", first: "FILES=$DEST/more"),
    Case(testDescription: "somebody looks for it", between: "if [[ -f $FILES/tiny.img ]]; then echo old; fi"),
    Case(testDescription: "it is removed", between: "rm -f $FILES/tiny.img"),
    Case(testDescription: "the directory is removed", first: "rm -rf $FILES"),
    Case(testDescription: "something unknown runs", between: "some-tool"),
    Case(testDescription: "the run may end", between: "if [[ -z $A ]]; then exit 0; fi"),
    Case(testDescription: "packages are installed", between: "apt_get install x"),
    Case(testDescription: "a loop", call: "for n in 1 2; do\n    upload_image\ndone"),
    Case(testDescription: "an else", call: "if [[ $A == a ]]; then\n    echo\nelse\n    upload_image\nfi"),
    Case(testDescription: "a condition that does something", call: "if mkdir $DEST/x; then\n    upload_image\nfi"),
    Case(
      testDescription: "a condition that changes", call: "if [[ $A == a ]]; then\n    upload_image\nfi",
      between: "A=b$A"),
    Case(testDescription: "a relative path", fetch: "wget -c -O tiny.img $URL", first: "cd $FILES"),
    Case(testDescription: "the name in the address", fetch: "wget -c $URL", first: "cd $FILES"),
    Case(testDescription: "it is fetched before", before: "wget -c -O $FILES/tiny.img $URL"),
    Case(
      testDescription: "the function comes later", between: "source $TOP_DIR/lib/images",
      source: "function install_store { pip install store; }"),
    Case(
      testDescription: "another condition holds, too",
      fetch: "if [[ ! -f $FILES/tiny.img || $FORCE == yes ]]; then wget -O $FILES/tiny.img $URL; fi"),
    Case(
      testDescription: "a file that it reads is tested for",
      fetch: "if [[ ! -f $DEST/crt ]]; then wget --ca-certificate $DEST/crt -O $FILES/tiny.img $URL; fi"),
  ]

  @Test(arguments: left)
  func staysWhereItIs(_ test: Case) throws { #expect(try Self.tasks(test.texts).isEmpty) }

  /// Conditions are joined as they are written.
  @Test func conditionsAreRepeated() throws {
    func start(_ condition: String) throws -> String? {
      let test = Case(
        testDescription: "condition",
        call: "if \(condition); then\n    if [[ -n $C ]]; then\n        upload_image\n    fi\nfi")
      return try RewritingFixture.rewriting(of: test.texts).texts["stack.sh"]
    }
    let one = try #require(try start("[[ $A == a || $B == b ]]"))
    #expect(one.contains("if [[ $A == a || $B == b ]] && [[ -n $C ]]; then\n    async_run fetch-tiny-img wget"))
    let two = try #require(try start("[[ $A == a ]] || [[ $B == b ]]"))
    #expect(two.contains("if { [[ $A == a ]] || [[ $B == b ]]; } && [[ -n $C ]]; then\n    async_run fetch"))
  }

  /// How long a fetch takes is a matter of the network: it starts as early as it can, but not above what makes the
  /// directory for it.
  @Test func itStartsAsHighAsIsSafe() throws {
    let test = Case(testDescription: "high", between: "install_store\ninstall_store")
    let script = try #require(try RewritingFixture.rewriting(of: test.texts).texts["stack.sh"])
    let lines = script.split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex { $0.hasPrefix("async_run fetch-tiny-img ") })
    let directory = try #require(lines.firstIndex(of: "mkdir -p $FILES"))
    let first = try #require(lines.firstIndex(of: "install_store"))
    #expect(directory < start && start < first)
  }

  @Test func itCanBeSwitchedOff() throws {
    var options = PlanOptions()
    options.transformations.remove(.prefetch)
    #expect(try Self.tasks(Case(testDescription: "plain").texts, options).isEmpty)
  }

  /// Who finds a lock held fails.
  @Test func locksAreHeldByOneAtATime() throws {
    var test = Case(testDescription: "locks")
    test.fetch = "git_clone $URL $DEST/one main\n    git_clone $URL $DEST/two main"
    var texts = test.texts
    texts["functions-common"] =
      "function git_clone {\n    git clone $1 $2\n    sudo git config --system --add safe.directory $2\n}\n"
    texts["stack.sh"] = texts["stack.sh"]?.replacingOccurrences(
      of: "source $TOP_DIR/lib", with: "source $TOP_DIR/functions-common\nsource $TOP_DIR/lib")
    #expect(try Self.tasks(texts).count == 1)
  }
}
