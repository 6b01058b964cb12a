import Foundation
import Testing

/// Repositories whose settings would run programs, or hide what has changed.
@Suite("Hostile repositories")
struct HostileRepositoryTests {
  /// A repository with a commit of some files, in which whatever git might run leaves a file `pwned-…` beside it.
  private func repository(_ script: String = "") throws -> BuiltProgram {
    let program = try BuiltProgram()
    let made = try program.run(
      shell: #"""
        set -e
        mkdir r && cd r && git init -q . && git config user.name a && git config user.email a@b
        quoted=$'q"u\to\\.sh'; bytes=$'z\xff\n.sh'
        for file in a.sh b.sh gone.sh "$quoted" "$bytes"; do printf 'foo\nbar\n' > "$file"; done
        printf '* -diff\n* diff=evil filter=evil\n' > .gitattributes
        git add . && git commit -qm x
        for key in core.fsmonitor diff.evil.textconv diff.evil.command diff.external filter.evil.clean \
            filter.evil.smudge filter.evil.process core.pager pager.ls-tree core.sshCommand core.askPass \
            core.editor core.gitProxy credential.helper core.alternateRefsCommand; do
            git config "$key" "touch '$PWD/../pwned-${key//./-}'; cat"
        done
        for name in ls-tree cat-file rev-parse; do git config "alias.$name" "!touch ../pwned-alias"; done
        for hook in post-index-change reference-transaction fsmonitor-watchman; do
            printf '#!/bin/sh\ntouch "%s"\n' "$PWD/../pwned-hook" > ".git/hooks/$hook"; chmod +x ".git/hooks/$hook"
        done

        """# + script)
    #expect(made.status == 0, "\(made.errors)")
    _ = try program.run(shell: "rm -f pwned-*")
    return program
  }

  private func lint(_ program: BuiltProgram, since revision: String = "HEAD", before: String = "") throws
    -> BuiltProgram.Outcome
  {
    let outcome = try program.run([revision], shell: before + "\ncd r && \"$0\" lint --since \"$1\"")
    #expect(try program.run(shell: "ls pwned-*").output == "")
    return outcome
  }

  @Test func whatChangedIsFoundWhateverAttributesSay() throws {
    let program = try repository()
    let outcome = try lint(
      program,
      before: #"""
        cd r; for file in a.sh $'q"u\to\\.sh' $'z\xff\n.sh' new.sh; do echo 'baz $(' >> "$file"; done; rm gone.sh; cd ..
        """#)
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(
      outcome.output.split(separator: "\n").map { $0.prefix { $0 != " " } } == [
        "a.sh:3:6:", "new.sh:1:6:", "q\"u\\to\\.sh:3:6:", "z\\xFF\\n.sh:3:6:",
      ])
  }

  @Test func whatTheIndexHidesIsFound() throws {
    let program = try repository("git update-index --assume-unchanged a.sh; git update-index --skip-worktree b.sh")
    let outcome = try lint(program, before: "for f in a b; do echo 'x $(' >> r/$f.sh; done")
    #expect(outcome.output.split(separator: "\n").map { $0.prefix(7) } == ["a.sh:3:", "b.sh:3:"])
  }

  @Test func replacementsAreNotHeeded() throws {
    let program = try repository()
    let outcome = try lint(
      program,
      before: """
        cd r; echo 'x $(' >> a.sh; new=$(git -c core.fsmonitor=false hash-object -w --no-filters a.sh)
        git -c core.fsmonitor=false replace "$(git rev-parse HEAD:a.sh)" "$new"; cd ..; rm -f pwned-*
        """)
    #expect(outcome.output.hasPrefix("a.sh:3:"))
  }

  @Test(arguments: ["ext::sh -c 'touch pwned-ext'", "/nowhere", "ssh://x/y", "file:///nowhere"])
  func whatIsMissingIsNotFetched(url: String) throws {
    let program = try repository()
    let outcome = try lint(
      program,
      before: """
        cd r; object=$(git rev-parse HEAD:a.sh); rm -f ".git/objects/${object:0:2}/${object:2}"
        git config extensions.partialClone origin; git config remote.origin.promisor true
        git config remote.origin.url "\(url)"; git config remote.origin.uploadpack "touch '$PWD/../pwned-pack'; true"
        git config protocol.ext.allow always; git config protocol.file.allow always; cd ..; rm -f pwned-*
        """)
    #expect(outcome.status == 2)
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test func theEnvironmentOfAHookDoesNotMislead() throws {
    let program = try repository()
    let outcome = try lint(
      program,
      before: """
        echo 'x $(' >> r/a.sh; export GIT_DIR=/nowhere GIT_WORK_TREE=/nowhere GIT_INDEX_FILE=/nowhere \
          GIT_EXTERNAL_DIFF='touch pwned-diff' GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.fsmonitor \
          GIT_CONFIG_VALUE_0='touch pwned-environment' GIT_OBJECT_DIRECTORY=/nowhere
        """)
    #expect(outcome.output.hasPrefix("a.sh:3:"), "\(outcome.errors)")
  }

  @Test func aWorkTreeBesideIsOne() throws {
    let program = try repository("git -c core.fsmonitor=false worktree add -q ../w HEAD")
    let outcome = try lint(
      program,
      before:
        "rm -rf keep; mv r keep; cp -r w r 2>/dev/null; sed -i 's,/r/.git,/keep/.git,' r/.git; echo 'x $(' >> r/a.sh")
    #expect(outcome.output.hasPrefix("a.sh:3:"), "\(outcome.errors)")
  }

  @Test(arguments: ["nope", "HEAD:a.sh", "--upload-pack=touch pwned-x", "HEAD^{tree}", "", "HEAD\nHEAD"])
  func revisionsThatAreNoneAreTold(revision: String) throws {
    let program = try repository()
    let outcome = try program.run([revision], shell: "cd r && \"$0\" lint \"--since=$1\"")
    #expect(outcome.status == 2)
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
  }

  @Test func aGitOfTheTreeIsNotRun() throws {
    let program = try repository("printf '#!/bin/sh\\ntouch ../pwned-git\\n' > git; cp git bash; chmod +x git bash")
    let outcome = try lint(program, before: "echo 'x $(' >> r/a.sh; export PATH=:.:$PATH")
    #expect(outcome.output.hasPrefix("a.sh:3:"))
  }
}
