import Glibc

/// All bytes of a file, nothing if it cannot be read.
func readFile(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var result: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return result }
    result += buffer[0..<count]
  }
}

/// Writes a file, with the folders above it.
func writeFile(_ path: String, _ bytes: [UInt8]) {
  var folder = ""
  for part in path.split(separator: "/").dropLast() {
    folder += "/\(part)"
    mkdir(folder, 0o755)
  }
  guard let file = fopen(path, "w") else { return }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}

/// The path from the root, with symbolic links followed; the path itself if there is no such file.
func absolutePath(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}
