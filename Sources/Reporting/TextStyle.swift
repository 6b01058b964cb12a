internal import Findings

/// Colours and frames for a terminal, or their absence.
package struct TextStyle: Sendable {
  private let isColoured: Bool
  private let hasUnicode: Bool

  package init(isColoured: Bool, hasUnicode: Bool) {
    self.isColoured = isColoured
    self.hasUnicode = hasUnicode
  }

  func severity(_ severity: Severity, _ text: String) -> String {
    switch severity {
    case .error: coloured(text, "1;31")
    case .warning: coloured(text, "1;33")
    case .info: coloured(text, "1;34")
    }
  }

  func strong(_ text: String) -> String { coloured(text, "1") }
  func faint(_ text: String) -> String { coloured(text, "2") }
  func place(_ text: String) -> String { coloured(text, "36") }
  func marks(_ text: String) -> String { coloured(text, "1;32") }
  func frame(_ plain: String, unicode: String) -> String { coloured(hasUnicode ? unicode : plain, "2") }

  private func coloured(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
