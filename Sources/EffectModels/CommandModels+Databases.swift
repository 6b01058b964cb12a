/// Which database a configuration file names: facts that must be gathered wherever they arise.
extension CommandModels {
  /// Whether the command may put the URL of a database into a configuration file.
  package func mayBind(_ name: String) -> Bool {
    models(named: name).contains { $0.part.contains { $0.binding != nil } }
  }

  /// Whether the command prints the URL of a database that it is given.
  package func namesDatabase(_ name: String) -> Bool {
    models(named: name).contains { $0.part.contains { $0.prints?.isURL == true } }
  }
}

extension ModelPart {
  /// Whether this part or one within it has a property.
  fileprivate func contains(where holds: (ModelPart) -> Bool) -> Bool {
    holds(self) || cases.contains { $0.contains(where: holds) } || additions.contains { $0.contains(where: holds) }
  }
}
