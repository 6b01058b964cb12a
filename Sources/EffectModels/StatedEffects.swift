import JSON

/// What a comment states of the command below it: effects, whose keys may refer to the command's operands.
package struct StatedEffects: Sendable {
  let part: ModelPart

  /// Why an effect cannot be read.
  package struct Defect: Error, Sendable {
    package let message: String

    package init(message: String) { self.message = message }
  }

  /// Reads effects, each as a mode and `KIND:KEY`.
  package init(_ effects: [(mode: EffectMode, resource: String)]) throws(Defect) {
    var part = ModelPart()
    do throws(EntryError) {
      for effect in effects { part.effects.append(try EffectTemplate(effect.mode, effect.resource)) }
    } catch {
      throw Defect(message: error.message)
    }
    self.part = part
  }

  private init(part: ModelPart) { self.part = part }

  package static let nothing = StatedEffects(part: ModelPart())

  /// Both together.
  package func merging(_ other: StatedEffects) -> StatedEffects {
    var part = part
    part.effects += other.part.effects
    return StatedEffects(part: part)
  }
}

extension EffectMode {
  /// The member of a model that states effects of the mode.
  package var member: String {
    switch self {
    case .read: "reads"
    case .write: "writes"
    case .add: "adds"
    case .use: "uses"
    case .restart: "restarts"
    case .stop: "stops"
    case .exclusive: "locks"
    }
  }
}

extension CommandModels {
  /// What is wrong with an entry, or with a part of one, `command` and `because` left out; nil where it can be used.
  package static func defect(of own: JSONValue, isOutermost: Bool) -> String? {
    let entry = isOutermost ? own : JSONValue.object([(name: "also", value: .array([own]))])
    guard case .object(var all) = entry else { return nil }
    if own["because"] == nil || !isOutermost { all.append((name: "because", value: .string("stated"))) }
    do throws(EntryError) {
      _ = try CommandModel(reading: .object(all))
      return nil
    } catch {
      return error.message
    }
  }
}
