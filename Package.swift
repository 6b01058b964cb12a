// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "devstack-async",
  products: [.executable(name: "devstack-async", targets: ["devstack-async"])],
  dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")],
  targets: [
    // Text files of a target as Swift string literals, at build time.
    .executableTarget(name: "embed-text"),
    .plugin(name: "EmbedText", capability: .buildTool(), dependencies: ["embed-text"], path: "Sources/EmbedText"),
    // The version in CHANGELOG.md and the commit, at build time.
    .executableTarget(name: "embed-version"),
    .plugin(
      name: "EmbedVersion", capability: .buildTool(), dependencies: ["embed-version"], path: "Sources/EmbedVersion"),
    // JSON documents, read and written.
    .target(name: "JSON"),
    // The system's tree-sitter library, and the generated bash grammar that set-up fetches.
    .systemLibrary(name: "CTreeSitter", pkgConfig: nil, providers: [.apt(["libtree-sitter-dev"])]),
    // The settings of the C library's allocator.
    .systemLibrary(name: "CMalloc"),
    .target(
      name: "CTreeSitterBash", exclude: [], cSettings: [.headerSearchPath(".")],
      linkerSettings: [.linkedLibrary(":libtree-sitter.a")]),
    // What Linux offers for files and Swift's view of the C library leaves out.
    .target(name: "CFiles"),
    // Files as bytes; offsets, lines, edits, unified diffs. No shell.
    .target(name: "SourceText"),
    // Path conditions as decision diagrams, text of which parts are unknown, graphs. No shell.
    .target(name: "DataFlow"),
    // Rule pages and models, embedded as text and indexed by name.
    .target(name: "RuleCatalogue", path: "Rules", exclude: ["catalogue", "models"], plugins: ["EmbedText"]),
    // One file as typed commands and words; keeps going over errors.
    .target(name: "ShellSyntax", dependencies: ["CTreeSitter", "CTreeSitterBash", "SourceText"]),
    // What each known command and function does to tasks and to the world.
    .target(name: "EffectModels", dependencies: ["DataFlow", "JSON", "RuleCatalogue", "SourceText"]),
    // Who sources whom, the function table, and the abstract interpreter, whose trace is all that later stages see.
    .target(name: "ShellProgram", dependencies: ["DataFlow", "EffectModels", "ShellSyntax", "SourceText"]),
    // Task names and states, which waits collect which starts, what runs beside what, what is lost in a child shell.
    .target(
      name: "TaskAnalysis", dependencies: ["DataFlow", "EffectModels", "ShellProgram", "ShellSyntax", "SourceText"]),
    // Finding, severity, confidence, fix, suppression comment.
    .target(name: "Findings", dependencies: ["SourceText"]),
    // One file per rule, and the list of them.
    .target(
      name: "LintRules",
      dependencies: [
        "AsyncRuntime", "DataFlow", "EffectModels", "Findings", "ShellProgram", "ShellSyntax", "SourceText",
        "TaskAnalysis",
      ]),
    // Text, JSON, SARIF …: one file per format.
    .target(name: "Reporting", dependencies: ["Findings", "JSON", "RuleCatalogue", "SourceText"]),
    // The bash file that rewritten scripts source, and its interface.
    .target(name: "AsyncRuntime", exclude: ["library"], plugins: ["EmbedText"]),
    // Logs and records of real runs: tasks, waits, how long calls took.
    .target(name: "RunLogs", dependencies: ["JSON"]),
    // Lanes over time, of a real run or of a program, and one file for each way to draw them.
    .target(
      name: "Pictures", dependencies: ["JSON", "Reporting", "RunLogs", "SourceText"], exclude: ["page"],
      plugins: ["EmbedText"]),
    // Processes that can change nothing outside one directory.
    .target(name: "CConfinement"),
    // What stands under the name of each command in the mock world.
    .target(name: "MockCommands"),
    // The same as a program of its own, for tests.
    .executableTarget(name: "mock-command", dependencies: ["MockCommands"]),
    // Two versions of a program in a mock world: what the second does otherwise.
    .target(
      name: "Verification", dependencies: ["AsyncRuntime", "CConfinement", "JSON", "RuleCatalogue"], exclude: ["world"],
      plugins: ["EmbedText"]),
    // The parallelization plan, and the edits that carry it out.
    .target(
      name: "Rewriting",
      dependencies: [
        "DataFlow", "EffectModels", "ShellProgram", "ShellSyntax", "SourceText", "TaskAnalysis",
      ], exclude: ["README.md"]),
    // The one reader of files: discovery, parallel parsing, all stages in order.
    .target(
      name: "Workspace",
      dependencies: [
        "AsyncRuntime", "CFiles", "DataFlow", "EffectModels", "Findings", "JSON", "LintRules", "Rewriting",
        "RuleCatalogue", "RunLogs", "ShellProgram", "ShellSyntax", "SourceText", "TaskAnalysis",
      ]),
    // The protocol of editors, over programs that are held in memory.
    .target(
      name: "LanguageServer",
      dependencies: [
        "DataFlow", "EffectModels", "Findings", "JSON", "LintRules", "RuleCatalogue", "ShellProgram", "ShellSyntax",
        "SourceText", "TaskAnalysis", "Workspace",
      ]),
    // Subcommands.
    .executableTarget(
      name: "devstack-async",
      dependencies: [
        "AsyncRuntime", "CMalloc", "EffectModels", "Findings", "JSON", "LanguageServer", "LintRules", "MockCommands",
        "Pictures", "Reporting", "Rewriting", "RunLogs", "ShellProgram", "ShellSyntax", "SourceText",
        "TaskAnalysis", "Verification", "Workspace",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], exclude: ["completions"], plugins: ["EmbedText", "EmbedVersion"]),
    // How fast linting is, beside other tools in the same run.
    .executableTarget(name: "benchmark", dependencies: ["CTreeSitter", "CTreeSitterBash", "JSON"]),
    // Fixtures: scripts that state their own expectations.
    .target(
      name: "FixtureSupport",
      dependencies: ["EffectModels", "Findings", "RuleCatalogue", "ShellSyntax", "SourceText", "Workspace"],
      path: "Tests/FixtureSupport"),
    .testTarget(name: "DataFlowTests", dependencies: ["DataFlow"]),
    .testTarget(name: "JSONTests", dependencies: ["JSON"]),
    .testTarget(name: "RunLogsTests", dependencies: ["RunLogs"]),
    .testTarget(name: "PicturesTests", dependencies: ["FixtureSupport", "JSON", "Pictures", "RunLogs"]),
    .testTarget(name: "EffectModelsTests", dependencies: ["DataFlow", "EffectModels", "RuleCatalogue"]),
    .testTarget(
      name: "ShellProgramTests",
      dependencies: ["ShellProgram", "DataFlow", "EffectModels", "RuleCatalogue", "ShellSyntax", "SourceText"]),
    .testTarget(
      name: "TaskAnalysisTests",
      dependencies: [
        "TaskAnalysis", "ShellProgram", "DataFlow", "EffectModels", "RuleCatalogue", "ShellSyntax", "SourceText",
      ]),
    // That pages, fixtures, rules, the manifest and the imports agree, and that the sources are formatted.
    .testTarget(name: "ProjectTests", dependencies: ["FixtureSupport", "RuleCatalogue", "Findings", "LintRules"]),
    .testTarget(
      name: "LintRulesTests",
      dependencies: ["FixtureSupport", "RuleCatalogue", "ShellSyntax", "SourceText", "Workspace"]),
    .testTarget(name: "ShellSyntaxTests", dependencies: ["ShellSyntax", "SourceText"]),
    .testTarget(name: "SourceTextTests", dependencies: ["SourceText"]),
    .testTarget(
      name: "FindingsTests", dependencies: ["EffectModels", "Findings", "ShellSyntax", "SourceText", "Workspace"]),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "Findings", "JSON", "SourceText"]),
    .testTarget(
      name: "WorkspaceTests",
      dependencies: [
        "FixtureSupport", "Workspace", "Findings", "RuleCatalogue", "ShellProgram", "ShellSyntax", "SourceText",
        "TaskAnalysis",
      ]),
    // Sessions of editors, in the process and with real ones.
    .testTarget(
      name: "LanguageServerTests",
      dependencies: [
        "FixtureSupport", "LanguageServer", "devstack-async", "Findings", "JSON", "RuleCatalogue", "ShellProgram",
        "ShellSyntax", "SourceText", "Workspace",
      ], exclude: ["Clients"]),
    // The built program, from outside: statuses and streams.
    .testTarget(name: "CommandLineTests", dependencies: ["devstack-async"]),
    .testTarget(name: "VerificationTests", dependencies: ["Verification", "AsyncRuntime", "mock-command"]),
    // Trees before and after, verified in a mock world.
    .testTarget(
      name: "RewritingTests",
      dependencies: ["AsyncRuntime", "Findings", "Rewriting", "Verification", "Workspace", "mock-command"]),
    // The library in real bash, and what the analysis makes of runtimes.
    .testTarget(
      name: "AsyncRuntimeTests", dependencies: ["AsyncRuntime", "ShellSyntax", "SourceText", "TaskAnalysis"],
      exclude: ["Doubles", "benchmark.sh", "proof.sh", "tree.sh"]),
  ]
)

// Imports stay inside their file unless it says `package import`.
for target in package.targets where [.regular, .executable, .test].contains(target.type) {
  target.swiftSettings = (target.swiftSettings ?? []) + [.enableUpcomingFeature("InternalImportsByDefault")]
}
