import EffectModels
import ShellProgram

/// How long steps take, where nothing was measured.
struct CostModel {
  /// Seconds by the name of a function, as measured.
  var measured: [String: Double] = [:]

  func seconds(of event: TraceEvent) -> Double {
    guard case .effect(.command(let command)) = event.kind else { return 0 }
    return Self.seconds(of: command.cost)
  }

  /// A middling value of each class.
  static func seconds(of cost: CommandCost) -> Double {
    switch cost {
    case .instant: 0.002
    case .short: 0.2
    case .seconds: 3
    case .long: 30
    }
  }
}
