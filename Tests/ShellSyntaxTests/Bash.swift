import Foundation

/// Whether bash itself says that a text has a syntax error.
func bashRejects(_ text: String, options: [String] = []) -> Bool {
  bashRejects(Array(text.utf8), options: options)
}

func bashRejects(_ bytes: [UInt8], options: [String] = []) -> Bool {
  let process = Process()
  let input = Pipe()
  let errors = Pipe()
  process.executableURL = URL(fileURLWithPath: "/bin/bash")
  process.arguments = options + ["-n"]
  process.standardInput = input
  process.standardError = errors
  do {
    try process.run()
    input.fileHandleForWriting.write(Data(bytes))
    try input.fileHandleForWriting.close()
  } catch {
    return false
  }
  let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return process.terminationStatus != 0 || said.contains("syntax error") || said.contains("conditional")
}
