import Glibc

// Compares `devstack-async lint` with bare parsing and with other tools on one tree, in one run.
// Usage: benchmark [--rounds N] [--shellcheck] PROGRAM TREE
//        benchmark --editor KEYS PROGRAM TREE FILE…     how long findings take to follow a key, in an editing session

var arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "--parse" {
  print(BareParse.run(on: Array(arguments.dropFirst())))
  exit(0)
}
if arguments.first == "--editor", arguments.count > 4, let keys = Int(arguments[1]) {
  EditingSession(program: absolutePath(arguments[2]), root: absolutePath(arguments[3]))
    .run(files: Array(arguments[4...]), keys: keys)
  exit(0)
}

var rounds = 5
var includesShellCheck = false
while let option = arguments.first, option.hasPrefix("--") {
  arguments.removeFirst()
  if option == "--shellcheck" { includesShellCheck = true }
  if option == "--rounds", let number = arguments.first.flatMap({ Int($0) }), number > 0 {
    rounds = number
    arguments.removeFirst()
  }
}
guard arguments.count == 2 else {
  print("usage: benchmark [--rounds N] [--shellcheck] PROGRAM TREE")
  exit(2)
}
let program = absolutePath(arguments[0])
let ownPath = absolutePath("/proc/self/exe")
// From inside the tree, file names are as short for one tool as for the other.
guard chdir(arguments[1]) == 0 else {
  print("benchmark: \(arguments[1]) is no folder that can be entered")
  exit(2)
}
let files = output(of: "\(quoted(program)) lint --isolated --show-files .")
guard !files.isEmpty else {
  print("benchmark: no shell scripts in \(arguments[1])")
  exit(2)
}
let bytes = files.reduce(0) { $0 + (readFile($1)?.count ?? 0) }
print("\(files.count) files, \(bytes / 1024) KB, median of \(rounds) rounds\n")

let lint = [program, "lint", "--isolated", "--exit-zero", "--output-format", "concise"]
// Releases of shfmt differ much in how fast they compare texts: each that is installed takes part.
var formatters: [String: String] = [:]
for path in output(of: "bash -c 'type -ap shfmt'") {
  let version = String((output(of: "\(quoted(path)) --version").first ?? "").drop { $0 == "v" })
  if formatters[version] == nil { formatters[version] = path }
}
var comparison = Comparison(
  [
    .init("tree-sitter alone, one thread", [ownPath, "--parse"] + files),
    .init("devstack-async lint", lint + ["."]),
    .init("devstack-async lint -j 1", lint + ["-j", "1", "."]),
    .init("devstack-async lint --select DSA1", lint + ["--select", "DSA1", "."]),
  ]
    + formatters.sorted { $0.key < $1.key }.map { .init("shfmt \($0.key) -d", [$0.value, "-d"] + files) }
    + [.init("bashate", ["bashate"] + files)])
comparison.run(rounds: rounds)
print(comparison.table)

if includesShellCheck {
  var slow = Comparison([
    .init("devstack-async lint", lint + ["."]), .init("shellcheck", ["shellcheck", "-s", "bash"] + files),
  ])
  slow.run(rounds: 1)
  print("\n\(slow.table)")
}

// Growth: the same tree forty times over, as forty trees in one run.
let copies = 40
let scratch = output(of: "mktemp -d").first ?? "/tmp/benchmark"
for path in files {
  guard let content = readFile(path) else { continue }
  for copy in 1...copies { writeFile("\(scratch)/\(copy)/\(path)", content) }
}
var growth = Comparison([
  .init("one copy", lint + ["\(scratch)/1"]),
  .init("\(copies) copies", lint + (1...copies).map { "\(scratch)/\($0)" }),
])
growth.run(rounds: max(1, rounds / 2))
_ = ChildProcess(arguments: ["rm", "-rf", scratch]).measure()
print("\n\(growth.table)")
if let one = growth.contenders[0].median, let many = growth.contenders[1].median {
  print("\n\(copies) copies take \(rounded(many / one / Double(copies), 2)) times what linear growth would take")
}
