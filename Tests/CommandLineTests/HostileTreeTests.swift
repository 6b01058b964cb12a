import Foundation
import Testing

/// Trees that were made to harm whoever checks them.
@Suite("Hostile trees")
struct HostileTreeTests {
  private let broken = "foo $(\n"
  private let idle = "foo # devstack-async: ignore[DSA901]\n"

  // MARK: Names

  @Test func namesWriteNoReports() throws {
    let program = try BuiltProgram()
    let made = try program.run(
      shell: #"""
        for name in $'a\n::error file=x::pwned.sh' $'b\e[31m.sh' $'c\xff.sh' $'d\u202e.sh' $'e\xc2\x9b.sh' \
          '::error::f.sh' 'g:1:2: error: x.sh' '##[error]h.sh' $'i\xe2\x80\xa8::error::x.sh'; do
          printf 'async_wait "a\nb"\nfoo $(\n' > "$name"
        done
        """#)
    #expect(made.status == 0)
    for arguments in [
      ["lint"], ["lint", "--format", "full"], ["lint", "--format", "json"], ["lint", "--format", "checkstyle"],
      ["lint", "--show-files"], ["lint", "--statistics"], ["facts", "--kind", "unparsed", "."],
      ["facts", "--kind", "tasks", "."], ["lint", "--diff", "--select", "DSA903"], ["lint", "-v"],
    ] {
      let outcome = try program.run(arguments)
      #expect(outcome.status < 2, "\(arguments): \(outcome.errors)")
      for text in [outcome.output, outcome.errors] {
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) })
        #expect(!text.contains("\u{202E}") && !text.contains("##[") && !text.contains("\u{2028}"))
        #expect(!text.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("::") }, "\(text)")
      }
    }
    let concise = try program.run(["lint"]).output.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    #expect(concise.count { $0.contains("[DSA901]") } == 9)
  }

  @Test func aNameThatIsNoTextIsReadAndWritten() throws {
    let program = try BuiltProgram()
    let outcome = try program.run(
      shell: #"""
        n=$'c\xff.sh'; printf 'foo $(\n' > "$n"; "$0" lint "$n"; "$0" -q . ; "$0" lint -q --add-ignore=why "$n"
        cat "$n"; ls | wc -l; cd $'/tmp' && "$0" lint -q "$OLDPWD/$n"
        """#)
    #expect(outcome.output.hasPrefix("c\\xFF.sh:1:5: error: ") || outcome.output.hasPrefix("c\\xFF.sh:1:6: error: "))
    #expect(outcome.output.contains("# devstack-async: ignore[DSA901] why\nfoo $(\n"))
    #expect(outcome.output.hasSuffix("\n1\n"))
  }

  // MARK: Files that are none

  @Test func specialFilesAreRefusedInALine() throws {
    let program = try BuiltProgram(["ok.sh": "echo\n"])
    _ = try program.run(shell: "mkfifo f.sh; truncate -s 3T s.sh; ln -s /dev/zero z.sh; ln -s f.sh g.sh; mkdir d.sh")
    for file in ["f.sh", "s.sh", "z.sh", "g.sh", "/dev/zero", "/dev/null"] {
      let outcome = try program.run(["lint", file])
      #expect(outcome.status == 2)
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    }
    let whole = try program.run(["lint"])
    #expect(whole.status == 2 && whole.errors.contains("s.sh: larger than"))
    for option in ["--config", "--baseline"] {
      #expect(try program.run(["lint", "ok.sh", option, "s.sh"]).status == 2)
      #expect(try program.run(["lint", "ok.sh", option, "d.sh"]).status == 2)
    }
  }

  @Test func aLargeFileThatIsNoScriptIsNoMatter() throws {
    let program = try BuiltProgram(["ok.sh": "echo\n"])
    _ = try program.run(shell: "truncate -s 9M data; printf 'plain' | cat - data > image; rm data")
    #expect(try program.run(["lint"]).status == 0)
  }

  // MARK: Links

  @Test func fixesFollowNoLinkOut() throws {
    let program = try BuiltProgram(["out/x.sh": idle, "tree/.git/HEAD": "", "tree/in.sh": idle])
    _ = try program.run(shell: "ln -s ../out/x.sh tree/l.sh; ln -s \"$PWD/out/x.sh\" tree/m.sh")
    for arguments in [["--fix"], ["--fix-only"], ["--fix", "tree/l.sh"], ["--fix", "tree/m.sh"]] {
      let outcome = try program.run(["lint", "tree"] + arguments)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("leads out of "), "\(outcome.errors)")
      #expect(try program.text(of: "out/x.sh") == idle)
      #expect(try program.text(of: "tree/in.sh") == idle, "all or none")
    }
    let read = try program.run(["lint", "tree"])
    #expect(read.errors.contains("tree/l.sh: a link out of the repository, to "))
    #expect(try program.run(["lint", "--fix", "tree/in.sh"]).status == 0)
    #expect(try program.text(of: "tree/in.sh") == "foo\n")
  }

  @Test(arguments: ["--output=json=", "--output-file="])
  func reportsFollowNoLinkOut(option: String) throws {
    let program = try BuiltProgram(["secret": "keep\n", "tree/.git/HEAD": "", "tree/a.sh": "echo\n"])
    _ = try program.run(shell: "ln -s ../secret tree/r; ln -s ../new tree/n; mkdir out; ln -s ../out tree/d")
    for file in ["tree/r", "tree/n", "tree/d/x"] {
      let outcome = try program.run(["lint", "tree", option + file])
      #expect(outcome.status == 2 && outcome.errors.contains("leads out of"), "\(outcome.errors)")
    }
    #expect(try program.text(of: "secret") == "keep\n")
    #expect(try program.run(shell: "ls new out/x").status != 0)
    #expect(try program.run(["lint", "tree", option + "tree/mine"]).status == 0)
  }

  @Test func reportsGoToDevicesAndPipes() throws {
    let program = try BuiltProgram(["tree/a.sh": broken])
    let outcome = try program.run(
      shell: """
        cd tree; "$0" lint -q --output json=/dev/null >/dev/null; test -c /dev/null && echo device
        "$0" lint -q -o /dev/stdout --format json | head -n 1
        mkfifo ../p; timeout 60 cat ../p & "$0" lint -q -o ../p; wait
        """)
    #expect(outcome.output.hasPrefix("device\n{\na.sh:1:"), "\(outcome.output) \(outcome.errors)")
  }

  @Test func baselinesAndRuntimesFollowNoLinkOut() throws {
    let program = try BuiltProgram(["secret": "keep\n", "tree/.git/HEAD": "", "tree/stack.sh": broken])
    _ = try program.run(
      shell: "cd tree; ln -s ../secret .devstack-async-baseline; ln -s ../new b; mkdir inc; ln -s ../../new inc/async")
    for arguments in [
      ["baseline", "create", "tree", "--baseline", "tree/b"], ["baseline", "update", "tree"],
      ["runtime", "--output", "tree/inc/async"], ["runtime", "--force", "--output", "tree/inc/async"],
    ] {
      let outcome = try program.run(arguments)
      #expect(outcome.status == 2, "\(arguments): \(outcome.errors)")
    }
    #expect(try program.text(of: "secret") == "keep\n")
    #expect(try program.run(shell: "ls new").status != 0)
  }

  // MARK: Configuration

  @Test(arguments: [
    "extend = \"/etc/passwd\"", "extend = \"../secret\"", "extend = \"sub/../../secret\"", "extend = \"l\"",
    "extend = \"env\"", "extend = \"env.toml\"", "baseline = \"../secret\"", "baseline = \"l\"",
    "baseline = \"/etc/passwd\"",
    "devstack = \"/etc\"", "devstack = \"../other\"", "devstack = \"d\"", "extend = \"env\\u0000\"",
    "extend = \"pipe\"",
    "extend = \"big\"", "extend = \"/dev/zero\"", "extend = \"/proc/self/environ\"", "extend = \".\"",
    "extend = \"devstack-async.toml\"",
  ])
  func configurationsStayWithinAndQuoteNothing(line: String) throws {
    let secret = "root_password = 's3cret'\n"
    let program = try BuiltProgram([
      "secret": secret, "other/stack.sh": "echo\n", "tree/.git/HEAD": "", "tree/env": secret,
      "tree/env.toml": "s3cret\n",
      "tree/stack.sh": "echo\n", "tree/sub/x": "", "tree/.devstack-async.toml": line + "\n",
    ])
    _ = try program.run(
      shell:
        "cd tree; ln -s ../secret l; ln -s ../other d; mkfifo pipe; truncate -s 3T big; ln -s env devstack-async.toml")
    let outcome = try program.run(["lint", "tree"])
    #expect(outcome.status == 2, "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    for text in ["root", "s3cret", "PATH", "known:"] {
      #expect(!outcome.errors.contains(text), "\(outcome.errors)")
      #expect(!outcome.output.contains(text))
    }
  }

  @Test func aConfigurationThatIsALinkOutIsRefused() throws {
    let program = try BuiltProgram(["secret": "root = 1\n", "tree/.git/HEAD": "", "tree/stack.sh": "echo\n"])
    _ = try program.run(shell: "ln -s ../secret tree/.devstack-async.toml")
    let outcome = try program.run(["lint", "tree"])
    #expect(outcome.status == 2 && outcome.errors.contains("leads out of") && !outcome.errors.contains("root ="))
    _ = try program.run(shell: "mv tree/.devstack-async.toml tree/pyproject.toml")
    #expect(try program.run(["lint", "tree"]).status == 0)
  }

  @Test func theCommandLineMayLeadOut() throws {
    let program = try BuiltProgram([
      "base.toml": "child-max = 7\n", "lint.toml": "extend = \"base.toml\"\n", "tree/.git/HEAD": "",
      "tree/stack.sh": "echo\n", "known": "", "tree/.devstack-async.toml": "baseline = \"../known\"\n",
    ])
    #expect(try program.run(["lint", "tree"]).status == 2)
    #expect(try program.run(["lint", "tree", "--baseline", "known"]).status == 0)
    let shown = try program.run(["lint", "tree", "--config", "lint.toml", "--show-settings"])
    #expect(shown.output.contains("child-max = 7  # base.toml:1"))
  }
}
