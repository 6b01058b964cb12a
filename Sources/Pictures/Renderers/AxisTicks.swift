/// Where an axis has its marks, and what they say.
struct AxisTicks {
  let ticks: [(at: Double, label: String)]

  /// Round numbers, no more of them than there is room for.
  init(_ unit: Picture.Unit, length: Double, atMost count: Int) {
    let steps: [Double] =
      switch unit {
      case .seconds:
        [
          0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600,
          7200, 14400,
        ]
      case .steps: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100_000]
      }
    let step = steps.first { length / $0 <= Double(max(1, count)) } ?? length
    var ticks: [(at: Double, label: String)] = []
    var number = 0
    while Double(number) * step <= length * 1.000001, number < 1000 {
      let at = Double(number) * step
      ticks.append((at, unit == .seconds ? Self.clock(at, step) : String(Int(at))))
      number += 1
    }
    self.ticks = ticks
  }

  /// `0.5 s`, `12 s`, `3:20`, `1:03:20`.
  private static func clock(_ seconds: Double, _ step: Double) -> String {
    if step < 1 {
      let digits = step < 0.01 ? 3 : step < 0.1 ? 2 : 1
      let scale = [10, 100, 1000][digits - 1]
      let value = Int((seconds * Double(scale)).rounded())
      let rest = String(value % scale)
      return "\(value / scale)." + String(repeating: "0", count: digits - rest.count) + rest + " s"
    }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return whole < 3600
      ? "\(whole / 60):\(two(whole % 60))" : "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
  }
}
