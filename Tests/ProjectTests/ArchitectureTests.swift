import FixtureSupport
import Foundation
import Testing

/// What Package.swift and ARCHITECTURE.md say of the targets, held against the imports of the sources.
@Suite("Architecture")
struct ArchitectureTests {
  /// A target as the manifest declares it.
  struct Target: CustomTestStringConvertible {
    let name: String
    let dependencies: Set<String>
    /// Where its sources are, from the root of the package.
    let folder: String

    var testDescription: String { name }
  }

  /// The targets of the manifest that have Swift sources.
  static let targets: [Target] = {
    let manifest = (try? String(contentsOfFile: "\(Fixture.packageRoot)/Package.swift", encoding: .utf8)) ?? ""
    let declaration =
      #/\.(?<kind>target|executableTarget|testTarget)\(\s*name: "(?<name>[^"]+)"(?<rest>[^\n]*(?:\n {6}[^\n]*)*)/#
    return manifest.matches(of: declaration).map { match in
      let name = String(match.name)
      let rest = String(match.rest)
      let list = rest.firstMatch(of: #/dependencies: \[(?<names>[^\]]*)\]/#).map { String($0.names) } ?? ""
      let path = rest.firstMatch(of: #/path: "(?<path>[^"]+)"/#).map { String($0.path) }
      let names = list.matches(of: #/(?:name: )?"(?<name>[^"]+)"(?<more>, package)?/#).map { String($0.name) }
      return Target(
        name: name, dependencies: Set(names),
        folder: path ?? (match.kind == "testTarget" ? "Tests/\(name)" : "Sources/\(name)"))
    }
  }()

  /// The modules that the sources of a folder import.
  private static func imports(below folder: String) throws -> Set<String> {
    let root = "\(Fixture.packageRoot)/\(folder)"
    var modules: Set<String> = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: root) where path.hasSuffix(".swift") {
      let text = try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
      for line in text.split(separator: "\n") {
        guard let found = line.firstMatch(of: #/^(?:@\w+ |package |public |internal )*import (?:\w+ )?(?<module>\w+)/#)
        else { continue }
        modules.insert(String(found.module))
      }
    }
    return modules
  }

  @Test func theManifestIsUnderstood() {
    #expect(Self.targets.count > 35)
    #expect(Self.targets.first { $0.name == "TaskAnalysis" }?.dependencies.contains("ShellProgram") == true)
    #expect(Self.targets.first { $0.name == "FixtureSupport" }?.folder == "Tests/FixtureSupport")
  }

  @Test(arguments: targets)
  func dependenciesAreWhatIsImported(target: Target) throws {
    let names = Set(Self.targets.map(\.name)).union(["CTreeSitter", "CMalloc"])
    let imported = try Self.imports(below: target.folder).intersection(names).subtracting([target.name])
    let declared = target.dependencies.intersection(names)
    #expect(imported.subtracting(declared).isEmpty, "imported without being declared")
    // A test of a program has it built without importing it.
    let programs: Set = ["devstack-async", "embed-text", "embed-version", "mock-command"]
    let needed = declared.subtracting(imported).subtracting(programs)
    #expect(needed.isEmpty, "declared without being imported")
  }

  @Test func dependenciesPointOneWay() {
    let known = Dictionary(uniqueKeysWithValues: Self.targets.map { ($0.name, $0.dependencies) })
    func reaches(_ name: String, _ goal: String, _ seen: inout Set<String>) -> Bool {
      guard seen.insert(name).inserted else { return false }
      return known[name, default: []].contains { $0 == goal || reaches($0, goal, &seen) }
    }
    for name in known.keys {
      var seen: Set<String> = []
      #expect(!reaches(name, name, &seen), "\(name) depends on itself")
    }
  }

  /// The paragraph of each target begins with its name.
  @Test func thePageTellsOfEveryTarget() throws {
    let page = try String(contentsOfFile: "\(Fixture.packageRoot)/ARCHITECTURE.md", encoding: .utf8)
    for target in Self.targets where target.folder.hasPrefix("Sources") || target.folder == "Rules" {
      let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `\(target.name)`") }
      #expect(rows.count == 1, "\(target.name)")
    }
  }
}
