package import JSON

/// By what a request and its answer belong together.
package enum MessageID: Hashable, Sendable {
  case number(Int)
  case text(String)

  init?(_ value: JSONValue?) {
    switch value {
    case .number(let number)?: self = .number(number)
    case .string(let text)?: self = .text(text)
    default: return nil
    }
  }

  var json: JSONValue {
    switch self {
    case .number(let number): .number(number)
    case .text(let text): .string(text)
    }
  }
}

/// Why a request has no result.
package struct RequestError: Error, Sendable, Equatable {
  let code: Int
  let message: String

  static func parseError(_ message: String) -> Self { Self(code: -32700, message: message) }
  static func invalidRequest(_ message: String) -> Self { Self(code: -32600, message: message) }
  static func methodNotFound(_ method: String) -> Self { Self(code: -32601, message: "unknown method '\(method)'") }
  static func invalidParams(_ message: String) -> Self { Self(code: -32602, message: message) }
  static let notInitialized = Self(code: -32002, message: "the server is not initialized")
  static let cancelled = Self(code: -32800, message: "cancelled")
  /// The request is understood, and what it asks for cannot be done.
  static func failed(_ message: String) -> Self { Self(code: -32803, message: message) }

  var json: JSONValue { .members([("code", .number(code)), ("message", .string(message))]) }
}

/// A message of the client.
package enum IncomingMessage: Sendable {
  case request(MessageID, method: String, params: JSONValue)
  case notification(method: String, params: JSONValue)
  /// The answer to a request of ours; nil where it is an error.
  case response(MessageID, JSONValue?)
  case invalid(MessageID?, RequestError)

  /// Reads what a frame holds.
  package init(_ frame: MessageFraming.Frame) {
    switch frame {
    case .broken(let reason): self = .invalid(nil, .parseError(reason))
    case .message(let bytes):
      do throws(JSONError) {
        self.init(try JSONValue(parsing: bytes))
      } catch {
        self = .invalid(nil, .parseError("\(error.message) at byte \(error.offset)"))
      }
    }
  }

  private init(_ value: JSONValue) {
    let id = MessageID(value["id"])
    guard case .object = value else {
      self = .invalid(nil, .invalidRequest("a message is an object"))
      return
    }
    if let method = value["method"]?.string {
      let params = value["params"] ?? .null
      if let id {
        self = .request(id, method: method, params: params)
      } else if value["id"] == nil {
        self = .notification(method: method, params: params)
      } else {
        self = .invalid(nil, .invalidRequest("an id is a number or a string"))
      }
    } else if let id, value["result"] != nil || value["error"] != nil {
      self = .response(id, value["error"] == nil ? value["result"] : nil)
    } else {
      self = .invalid(id, .invalidRequest("neither a request nor an answer"))
    }
  }
}
