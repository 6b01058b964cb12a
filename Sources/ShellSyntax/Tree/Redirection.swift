package import SourceText

/// `[N]OPERATOR WORD`, here-documents included.
package struct Redirection: Sendable {
  package enum Operator: Sendable {
    /// `<`
    case input
    /// `>`
    case output
    /// `>>`
    case append
    /// `>|`
    case clobber
    /// `<>`
    case inputOutput
    /// `<&`
    case duplicateInput
    /// `>&`
    case duplicateOutput
    /// `&>`
    case outputAndError
    /// `&>>`
    case appendOutputAndError
    /// `<<` or `<<-`
    case hereDocument
    /// `<<<`
    case hereString
  }

  package let `operator`: Operator
  /// The descriptor that is redirected, where the text states a number.
  package let descriptor: Int?
  /// The name in `{NAME}>file`.
  package let descriptorVariable: String?
  /// The word after the operator; for a here-document its delimiter.
  package let target: Word
  package let hereDocument: HereDocument?
  package let range: SourceRange

  package init(
    operator: Operator, descriptor: Int?, descriptorVariable: String?, target: Word, hereDocument: HereDocument?,
    range: SourceRange
  ) {
    self.operator = `operator`
    self.descriptor = descriptor
    self.descriptorVariable = descriptorVariable
    self.target = target
    self.hereDocument = hereDocument
    self.range = range
  }
}

/// The lines of a here-document.
package struct HereDocument: Sendable {
  /// Whether the delimiter is quoted, so that nothing in the lines is expanded.
  package let isQuoted: Bool
  /// `<<-`
  package let stripsTabs: Bool
  /// Literals and expansions; a single literal where the delimiter is quoted.
  package let parts: [WordPart]
  /// From the first line to the end of the last; the delimiter's line is not part of it.
  package let range: SourceRange

  package init(isQuoted: Bool, stripsTabs: Bool, parts: [WordPart], range: SourceRange) {
    self.isQuoted = isQuoted
    self.stripsTabs = stripsTabs
    self.parts = parts
    self.range = range
  }
}

extension Redirection {
  /// Whether it sends what commands print to a file.
  package var takesOutput: Bool {
    switch self.operator {
    case .output, .append, .clobber, .outputAndError, .appendOutputAndError: descriptor ?? 1 == 1
    case .input, .inputOutput, .duplicateInput, .duplicateOutput, .hereDocument, .hereString: false
    }
  }
}
