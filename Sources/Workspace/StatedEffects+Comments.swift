package import EffectModels
package import Findings
import ShellSyntax

extension StatedEffects {
  /// What is wrong with an effect that a comment states; nil where it can be used.
  @Sendable package static func defect(of fact: StatedFacts.Fact) -> String? {
    do throws(Defect) {
      _ = try StatedEffects(reading: fact)
      return nil
    } catch {
      return error.message
    }
  }

  fileprivate init(reading fact: StatedFacts.Fact) throws(Defect) {
    guard let mode = EffectMode.allCases.first(where: { $0.member == fact.key }) else {
      throw Defect(message: "'\(fact.key)' is no kind of effect")
    }
    try self.init([(mode, fact.value)])
  }

  /// What the comments of a script state of its commands, by where each command begins; what cannot be read is left out.
  static func stated(in script: Script) -> [Int: StatedEffects] {
    var result: [Int: StatedEffects] = [:]
    var file: CommentedFile?
    for comment in script.comments {
      guard case .facts(let stated)? = Directive.read(comment, of: script.source) else { continue }
      let commented = file ?? CommentedFile(script)
      file = commented
      guard let command = commented.command(of: stated) else { continue }
      let effects = stated.facts.compactMap { try? StatedEffects(reading: $0) }
      guard stated.facts.isEmpty || !effects.isEmpty else { continue }
      for one in effects + (stated.facts.isEmpty ? [.nothing] : []) {
        result[command] = result[command]?.merging(one) ?? one
      }
    }
    return result
  }
}
