package import JSON

/// What models are written in.
package typealias JSONValue = JSON.JSONValue
