/// Tools over the same files, in rounds that take turns, so that a busy machine hits all of them alike.
struct Comparison {
  struct Contender {
    let name: String
    let process: ChildProcess
    var runs: [Measurement] = []

    init(_ name: String, _ arguments: [String]) {
      self.name = name
      self.process = ChildProcess(arguments: arguments)
    }

    var median: Double? { Comparison.median(runs.map(\.seconds)) }
    var peakMegabytes: Double { runs.map(\.peakMegabytes).max() ?? 0 }
  }

  private(set) var contenders: [Contender]

  init(_ contenders: [Contender]) {
    self.contenders = contenders
  }

  /// Contenders that cannot be run drop out in the first round.
  mutating func run(rounds: Int) {
    for round in 0..<rounds {
      for index in contenders.indices where round == 0 || !contenders[index].runs.isEmpty {
        if let measurement = contenders[index].process.measure() { contenders[index].runs.append(measurement) }
      }
    }
  }

  /// A table in Markdown; ratios are to the first contender.
  var table: String {
    var lines = ["| what | median | ratio | peak memory |", "| --- | --: | --: | --: |"]
    let unit = contenders.first?.median
    for contender in contenders {
      guard let median = contender.median, let unit else {
        lines.append("| \(contender.name) | not there | | |")
        continue
      }
      lines.append(
        "| \(contender.name) | \(rounded(median * 1000, 1)) ms | \(rounded(median / unit, 2)) | "
          + "\(rounded(contender.peakMegabytes, 0)) MB |")
    }
    return lines.joined(separator: "\n")
  }

  static func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// A number with so many digits after the point.
func rounded(_ value: Double, _ digits: Int) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = Int((value * scale).rounded())
  if digits == 0 { return String(scaled) }
  let fraction = String(scaled % Int(scale))
  return "\(scaled / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
}
