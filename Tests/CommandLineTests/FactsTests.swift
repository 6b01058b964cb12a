import Foundation
import Testing

@Suite("Facts and explanations")
struct FactsTests {
  private static let stack = """
    NOVA_CONF=/etc/nova/nova.conf
    function write_region {
        local name=$1
        iniset $NOVA_CONF neutron region_name "$name"
    }
    function configure_region {
        LAST_REGION=RegionOne
        write_region RegionOne
    }
    if is_service_enabled neutron; then
        async_runfunc configure_region
    fi
    echo "going on"
    iniset /etc/nova/nova.conf DEFAULT debug True
    async_wait configure_region
    iniset /etc/nova/nova.conf DEFAULT verbose True

    """

  private func output(_ arguments: [String]) throws -> String {
    let outcome = try BuiltProgram(["stack.sh": Self.stack]).run(arguments)
    #expect(outcome.errors == "")
    return outcome.output
  }

  @Test func tasksBesideALineAreTold() throws {
    #expect(
      try output(["facts", "--kind", "parallel", "stack.sh:14"])
        == """
        stack.sh
          beside configure_region started stack.sh:11 awaited stack.sh:15 when 'is_service_enabled neutron' holds

        """)
    #expect(try output(["facts", "--kind", "parallel", "stack.sh:10"]) == "")
    #expect(try output(["facts", "--kind", "parallel", "stack.sh:16"]) == "")
    #expect(
      try output(["facts", "--kind", "parallel", "stack.sh:11"])
        .contains("  starts configure_region started stack.sh:11 awaited stack.sh:15"))
    #expect(
      try output(["facts", "--kind", "parallel", "stack.sh:4"])
        .contains("  within configure_region started stack.sh:11 awaited stack.sh:15"))
  }

  @Test func aFunctionIsSummedUpWhateverItsArguments() throws {
    let text = try output(["facts", "--kind", "effects", "configure_region"])
    #expect(text.hasPrefix("configure_region in stack.sh\n"))
    #expect(text.contains("  write file $NOVA_CONF at stack.sh:4\n"))
    #expect(text.contains("  assigns LAST_REGION at stack.sh:7\n"))
    #expect(text.contains("  needs variable NOVA_CONF at stack.sh:4\n"))
    #expect(!text.contains("needs variable name"))
    #expect(text.contains("  cost "))
  }

  @Test func whatIsNoFunctionIsRefused() throws {
    let outcome = try BuiltProgram(["stack.sh": Self.stack]).run(["facts", "--kind", "effects", "nope"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("'nope' is neither a path nor a function of the program"))
    #expect(try BuiltProgram(["stack.sh": Self.stack]).run(["facts", "--kind", "parallel"]).status == 2)
  }

  @Test func aFindingIsExplainedWithBothSidesAndWhatToDo() throws {
    let text = try output(["explain", "stack.sh:14"])
    for piece in [
      "DSA401", "while task 'configure_region', which does so too, may be running", "--> stack.sh:11:5",
      "--> stack.sh:4:5", "in write_region, called here", "task 'configure_region' is awaited only here",
      "this happens when 'is_service_enabled neutron' holds", "a wait for 'configure_region' before this makes it safe",
      "Beside this line task 'configure_region' may be running: it starts at stack.sh:11 and is awaited at stack.sh:15",
      "## Why it matters", "## Fix and its safety",
    ] {
      #expect(text.contains(piece), "\(piece)")
    }
  }

  @Test func aLineWithoutFindingTellsWhichTasksRun() throws {
    #expect(
      try output(["explain", "stack.sh:4"])
        == """
        stack.sh:4: no findings on this line

        This line is run by task 'configure_region', which starts at stack.sh:11 and is awaited at stack.sh:15, \
        when 'is_service_enabled neutron' holds.

        """)
    #expect(
      try output(["explain", "stack.sh:16"])
        == "stack.sh:16: no findings on this line\n\nNo task may be running at this line.\n")
  }

  @Test func rulesAndKindsOfFactsGetWhatTheyNeed() throws {
    let script = """
      async_init
      async_run one iniset /etc/x.conf a b c
      iniset /etc/x.conf d e f
      async_cleanup

      """
    let program = try BuiltProgram(["stack.sh": script])
    #expect(try program.run(["lint", "--select", "DSA101", "--output-format", "concise"]).output.contains("DSA101"))
    #expect(try program.run(["lint", "--select", "DSA4", "--output-format", "concise"]).output.contains("DSA401"))
    #expect(try program.run(["facts", "--kind", "effects"]).output.contains("/etc/x.conf"))
    #expect(try program.run(["lint", "--show-files"]).output == "stack.sh\n")
  }
}
