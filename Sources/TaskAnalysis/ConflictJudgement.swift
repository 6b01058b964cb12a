import EffectModels

extension Conflict.Kind {
  /// What comes of two accesses to one resource that happen in parallel; nil where nothing does.
  ///
  /// - Parameters:
  ///   - task: how the running task accesses it.
  ///   - other: how the other side does; `isTask` where that is a task as well.
  init?(_ kind: ResourceKind, task: EffectMode, other: EffectMode, isTask: Bool) {
    switch kind {
    case .service: self.init(service: task, other, isTask: isTask)
    case .pythonEnvironment, .packageManager:
      guard task == .exclusive, other == .exclusive else { return nil }
      self = .lockContention
    case .sudoers:
      guard task == .write, other == .write else { return nil }
      self = .conflictingAccess
    case .network: self.init(network: task, other, isTask: isTask)
    case .apiObject: self.init(object: task, other, isTask: isTask)
    case .file, .database, .configuredDatabase, .variable: self.init(state: task, other, isTask: isTask)
    }
  }

  private init?(service task: EffectMode, _ other: EffectMode, isTask: Bool) {
    switch (task, other) {
    case (.use, .restart), (.restart, .use), (.write, .restart), (.restart, .write), (.use, .stop), (.stop, .use),
      (.write, .stop), (.stop, .write):
      self = .serviceInterrupted
    case (.write, .use): if isTask { return nil } else { self = .useBeforeWait }
    case (.write, .write): self = .conflictingAccess
    default: return nil
    }
  }

  private init?(network task: EffectMode, _ other: EffectMode, isTask: Bool) {
    switch (task, other) {
    case (.write, .write): self = .conflictingAccess
    // What is changed or looked at has to be there.
    case (.add, .write), (.add, .read): if isTask { self = .conflictingAccess } else { self = .useBeforeWait }
    default: return nil
    }
  }

  private init?(object task: EffectMode, _ other: EffectMode, isTask: Bool) {
    switch (task, other) {
    // Both look whether it is there and both create it.
    case (.add, .add), (.write, .write), (.write, .add): self = .conflictingAccess
    // What is changed has to be there first.
    case (.add, .write): self = isTask ? .conflictingAccess : .useBeforeWait
    case (.add, .read), (.add, .use), (.write, .read), (.write, .use):
      self = isTask ? .conflictingAccess : .useBeforeWait
    case (.read, .write), (.use, .write): self = .conflictingAccess
    default: return nil
    }
  }

  private init?(state task: EffectMode, _ other: EffectMode, isTask: Bool) {
    switch (task, other) {
    case (.write, .read), (.write, .use), (.add, .read): self = isTask ? .conflictingAccess : .useBeforeWait
    case (.read, .write), (.use, .write), (.read, .add): self = .conflictingAccess
    // What is put beside a program does not change it.
    case (.add, .use), (.use, .add): return nil
    case (.write, .write), (.write, .add), (.add, .write): self = .conflictingAccess
    default: return nil
    }
  }
}
