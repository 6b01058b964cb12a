import EffectModels
import TaskAnalysis

/// Which accesses may not change places: the policy of a rewriter, which has to be right in every case.
enum StrictJudgement {
  /// Whether two accesses to resources of one kind that may be the same have to stay in their order.
  static func isOrdered(_ kind: ResourceKind, _ first: EffectMode, _ second: EffectMode) -> Bool {
    switch (first.isLook, second.isLook) {
    case (true, true): return false
    case (false, false): return !(first == .add && second == .add && kind.additionsCommute)
    case (true, false), (false, true):
      // A service that is told to start at boot answers as before.
      return !(kind == .service && (first == .add || second == .add))
    }
  }

  /// Whether accesses to resources of two kinds have to stay in their order, whatever the resources are.
  ///
  /// What a service reads when it comes up is not known; and what packages bring, any later step may use.
  static func isOrdered(
    _ first: ResourceKind, _ firstMode: EffectMode, _ second: ResourceKind, _ secondMode: EffectMode
  ) -> Bool {
    comesUpBeside(first, firstMode, second, secondMode) || comesUpBeside(second, secondMode, first, firstMode)
      || installs(first, firstMode) && second != .variable || installs(second, secondMode) && first != .variable
  }

  private static func comesUpBeside(
    _ service: ResourceKind, _ mode: EffectMode, _ other: ResourceKind, _ otherMode: EffectMode
  ) -> Bool {
    guard service == .service, mode == .write || mode == .restart, !otherMode.isLook else { return false }
    switch other {
    case .file, .database, .configuredDatabase, .pythonEnvironment, .packageManager, .sudoers, .network: return true
    case .variable, .service, .apiObject: return false
    }
  }

  private static func installs(_ kind: ResourceKind, _ mode: EffectMode) -> Bool {
    kind == .packageManager && !mode.isLook
  }
}

extension EffectMode {
  /// Whether it leaves the resource as it is.
  var isLook: Bool { self == .read || self == .use }
}

extension ResourceKind {
  fileprivate var additionsCommute: Bool {
    switch self {
    // Two that look for the same object both create it.
    case .apiObject: false
    case .file, .database, .configuredDatabase, .network, .service, .variable: true
    case .pythonEnvironment, .packageManager, .sudoers: false
    }
  }
}
