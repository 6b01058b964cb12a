import AsyncRuntime
import Foundation
import Verification

/// Two versions of a small program, below `Fixtures/Verification`.
struct VerificationFixture {
  let name: String

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../Fixtures/Verification"
  )
  .standardizedFileURL.path

  func set(_ version: String) throws -> ScriptSet {
    try ScriptSet(directory: "\(Self.folder)/\(name)/\(version)")
  }

  func verdict(_ change: (inout VerificationOptions) -> Void = { _ in }) throws -> Verdict {
    var options = VerificationOptions(runtime: RuntimeLibrary.text)
    options.seeds = 3
    options.delay = 10
    change(&options)
    return try verify(original: set("before"), changed: set("after"), entry: "stack.sh", options: options)
  }
}
