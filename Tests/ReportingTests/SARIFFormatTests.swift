import Foundation
import Testing

@testable import Reporting

@Suite("SARIF")
struct SARIFFormatTests {
  private func run(_ report: Report) throws -> [String: Any] {
    let data = Data(SARIFFormat().text(of: report).utf8)
    let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(document["version"] as? String == "2.1.0")
    #expect((document["$schema"] as? String)?.hasPrefix("https://") == true)
    let runs = try #require(document["runs"] as? [[String: Any]])
    #expect(runs.count == 1)
    return try #require(runs.first)
  }

  @Test func satisfiesWhatCodeScanningNeeds() throws {
    #expect(try SARIFValidator(run: run(SampleReport.report())).problems() == [])
  }

  @Test func theValidatorFindsDefects() throws {
    var broken = try run(SampleReport.report())
    var results = try #require(broken["results"] as? [[String: Any]])
    results[0]["ruleIndex"] = 1
    results[1]["level"] = "info"
    results[1].removeValue(forKey: "partialFingerprints")
    broken["results"] = results
    broken.removeValue(forKey: "columnKind")
    #expect(SARIFValidator(run: broken).problems().count == 4)
  }

  @Test func locationsAreRelativeToTheRootAndEncoded() throws {
    let results = try #require(
      try run(SampleReport.report(root: "a b", path: "a b/lib/é x"))["results"] as? [[String: Any]])
    #expect(SARIFValidator.location(of: results[0])?["uri"] as? String == "lib/%C3%A9%20x")
  }

  @Test func columnsCountUTF16UnitsOnOneLine() throws {
    let results = try #require(try run(SampleReport.report())["results"] as? [[String: Any]])
    #expect(
      SARIFValidator.region(of: results[0]) == ["startLine": 2, "startColumn": 13, "endLine": 2, "endColumn": 24])
  }

  @Test func taskConfidenceAndOtherSideAreThere() throws {
    let results = try #require(try run(SampleReport.report())["results"] as? [[String: Any]])
    #expect((results[0]["properties"] as? [String: String]) == ["task": "a", "confidence": "high"])
    let related = try #require(results[0]["relatedLocations"] as? [[String: Any]])
    #expect(related.count == 1)
    #expect(related[0]["id"] as? Int == 1)
    #expect((results[0]["message"] as? [String: String])?["text"]?.contains("[a wait for \\[c\\]](1)") == true)
    #expect((results[2]["suppressions"] as? [[String: String]])?.first?["justification"] == "so it is")
  }

  @Test func theSidesOfARaceAreThreadsOfAFlow() throws {
    let results = try #require(try run(SampleReport.report())["results"] as? [[String: Any]])
    let flows = try #require(results[0]["codeFlows"] as? [[String: Any]])
    #expect(flows.count == 1)
    let threads = try #require(flows[0]["threadFlows"] as? [[String: Any]])
    #expect(threads.map { $0["id"] as? String } == ["1", "2"])
    #expect(
      threads.map { ($0["message"] as? [String: String])?["text"] } == ["task 'a'", "what runs beside it"])
    let lines = threads.map { thread in
      (thread["locations"] as? [[String: Any]] ?? []).map { step in
        SARIFValidator.region(of: ["locations": [step["location"] ?? 0]])?["startLine"]
      }
    }
    #expect(lines == [[2], [3]])
    #expect(results[1]["codeFlows"] == nil)
  }

  @Test func onlyKnownPagesAreLinked() throws {
    func links(_ pages: RulePages?) throws -> [String?] {
      let tool = try run(SampleReport.report(pages: pages))["tool"] as? [String: [String: Any]]
      return try #require(tool?["driver"]?["rules"] as? [[String: Any]]).map { $0["helpUri"] as? String }
    }
    #expect(try links(nil) == [nil, nil])
    #expect(
      try links(RulePages(base: "https://rules.example/x/"))
        == [
          "https://rules.example/x/DSA101-task-never-awaited.md", "https://rules.example/x/DSA601-wait-immediately.md",
        ])
    #expect(
      RulePages(folder: "/a b/rules").url(of: SampleReport.sure.id) == "file:///a%20b/rules/DSA601-wait-immediately.md")
  }
}

/// The part of the SARIF schema and of code scanning's demands that our reports use.
struct SARIFValidator {
  let run: [String: Any]

  static func location(of result: [String: Any]) -> [String: Any]? {
    physical(of: result)?["artifactLocation"] as? [String: Any]
  }

  static func region(of result: [String: Any]) -> [String: Int]? { physical(of: result)?["region"] as? [String: Int] }

  private static func physical(of result: [String: Any]) -> [String: Any]? {
    (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
  }

  func problems() -> [String] {
    let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any] ?? [:]
    let rules = driver["rules"] as? [[String: Any]] ?? []
    var problems: [String] = []
    if run["columnKind"] as? String != "utf16CodeUnits" { problems.append("columnKind") }
    for key in ["name", "semanticVersion"] where (driver[key] as? String ?? "").isEmpty {
      problems.append("driver.\(key)")
    }
    if ((run["automationDetails"] as? [String: Any])?["id"] as? String ?? "").isEmpty { problems.append("id") }
    if (run["invocations"] as? [[String: Any]])?.first?["executionSuccessful"] as? Bool != true {
      problems.append("invocations")
    }
    for rule in rules { problems += self.problems(ofRule: rule) }
    for result in run["results"] as? [[String: Any]] ?? [] { problems += self.problems(ofResult: result, rules) }
    return problems
  }

  private func problems(ofRule rule: [String: Any]) -> [String] {
    var problems: [String] = []
    for key in ["shortDescription", "fullDescription", "help"] {
      let text = (rule[key] as? [String: String])?["text"] ?? ""
      if text.isEmpty || key != "help" && text.count > 1024 { problems.append("rule.\(key)") }
    }
    if (rule["help"] as? [String: String])?["markdown"] == nil { problems.append("rule.help.markdown") }
    let level = (rule["defaultConfiguration"] as? [String: Any])?["level"] as? String ?? ""
    if !["note", "warning", "error"].contains(level) { problems.append("rule.level") }
    let properties = rule["properties"] as? [String: Any] ?? [:]
    if (properties["tags"] as? [String] ?? []).count > 10 { problems.append("rule.tags") }
    for key in ["precision", "problem.severity"] where properties[key] as? String == nil { problems.append(key) }
    return problems
  }

  private func problems(ofResult result: [String: Any], _ rules: [[String: Any]]) -> [String] {
    var problems: [String] = []
    let index = result["ruleIndex"] as? Int ?? -1
    if !rules.indices.contains(index) || rules[index]["id"] as? String != result["ruleId"] as? String {
      problems.append("ruleIndex")
    }
    if !["note", "warning", "error"].contains(result["level"] as? String ?? "") { problems.append("level") }
    if ((result["message"] as? [String: String])?["text"] ?? "").isEmpty { problems.append("message") }
    let uri = Self.location(of: result)?["uri"] as? String ?? ""
    if uri.isEmpty || uri.hasPrefix("/") || uri.contains(" ") || uri.contains("://") { problems.append("uri") }
    let region = Self.region(of: result) ?? [:]
    if Set(region.keys) != ["startLine", "startColumn", "endLine", "endColumn"] { problems.append("region") }
    if region["startLine"] != region["endLine"] { problems.append("region of several lines") }
    let hash = (result["partialFingerprints"] as? [String: String])?["primaryLocationLineHash"] ?? ""
    if hash.isEmpty { problems.append("partialFingerprints") }
    return problems
  }
}
