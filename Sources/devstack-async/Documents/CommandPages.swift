internal import Reporting

/// The pages of the commands.
enum CommandPages {
  /// By the command as it is typed behind the program's name.
  static let all: [String: CommandPage] = [
    "": program, "lint": lint, "parallelize": parallelize, "verify": verify, "timeline": timeline, "graph": graph,
    "explain": explain, "rules": rules,
    "facts": facts,
    "config": config, "baseline": baseline, "runtime": runtime, "server": server, "version": version,
    "completions": completions,
  ]

  static let program = CommandPage(
    description: [
      """
      devstack can run steps of stack.sh in the background: 'async_run NAME COMMAND' starts a task, 'async_wait NAME' \
      collects it. This program reads stack.sh, the libraries, extras.d and the plugins as one program, reports \
      tasks that are never collected, waits for names that nothing starts, and accesses that race with each other, \
      and it rewrites serial scripts so that what can run in the background does.
      """,
      "Without a command, lint is meant.",
    ],
    examples: [
      .init("devstack-async lint", "reports on the tree around the current directory"),
      .init("devstack-async explain DSA401", "shows the page of a rule"),
      .init("devstack-async parallelize ~/devstack", "prints a patch that lets steps run in the background"),
    ],
    statuses: [(0, "it was done, and nothing was found"), (1, "findings, or something would change")]
      + [CommandPage.failure, CommandPage.defect],
    variables: EnvironmentVariable.allCases, files: lintFiles)

  static let lint = CommandPage(
    description: [
      """
      Reads a devstack tree, a plugin's repository or single files as one program and reports what is wrong with the \
      tasks that it starts and awaits. Findings go to standard output, all else to standard error. On a terminal \
      each finding is shown with the lines it is about; elsewhere it is one line, PATH:LINE:COLUMN: SEVERITY: MESSAGE \
      [CODE], which ends with the other places that it concerns, and indented notes follow.
      """
    ],
    usual: [
      ("--fix, --diff", "mend what is safe to mend, or print it as a patch"),
      ("--select, --ignore", "rules by code, name or prefix, as in DSA1"),
      ("--since REVISION", "only what a change touches or causes"),
      ("--baseline FILE", "only what is new since 'baseline create'"),
      ("--min-confidence low", "what is less sure, too"),
      ("--output-format FORMAT", "full, concise, json, sarif, github, gitlab, ..."),
      ("--devstack PATH", "the devstack tree that a plugin is checked with"),
    ],
    examples: [
      .init("devstack-async lint", "reports on the tree around the current directory"),
      .init("devstack-async lint --since HEAD~1", "reports what the last commit touches or causes"),
      .init("devstack-async lint --devstack ~/devstack ~/octavia", "checks a plugin with the real devstack"),
      .init("devstack-async lint --output sarif=out.sarif", "writes a report for code scanning besides"),
    ],
    statuses: [
      (0, "no finding of the severity --fail-on (default: warning) or above"), (1, "findings"),
    ] + [CommandPage.failure, CommandPage.defect],
    variables: [.hookRange, .outputFormat, .rulePages, .github] + EnvironmentVariable.ofReaders, files: lintFiles)

  static let verify = CommandPage(
    description: [
      """
      Executes the code of a tree that has tasks, in a mock world in which commands outside bash are answered by \
      stand-ins: once with each task where it is started, then in parallel with other delays each time, and reports \
      what the parallel runs do otherwise. With --against, another tree is what is compared with.
      """,
      """
      The scripts run in a new directory, without network, and can change nothing outside; where the kernel cannot \
      see to that, nothing is run unless --unconfined says so.
      """,
    ],
    usual: [
      ("--against TREE", "what the tree is compared with"),
      ("--seeds NUMBER", "how many parallel runs"),
      ("--local-conf FILE", "which services and settings are tried"),
      ("--keep DIRECTORY", "keep what the runs printed, and the commands that they issued"),
    ],
    examples: [
      .init("devstack-async verify ~/devstack", "compares parallel runs with serial ones"),
      .init("devstack-async verify --against ~/devstack.orig ~/devstack", "compares a change with what was there"),
    ],
    statuses: [(0, "all runs do the same"), (1, "a run does something else")] + [
      CommandPage.failure, CommandPage.defect,
    ])

  static let parallelize = CommandPage(
    description: [
      """
      Finds the steps of a devstack tree that can run in the background and prints a patch that 'git apply' takes: a \
      start where the call was, a wait before the first step that needs it, and the runtime library. On a terminal the \
      patch is coloured and shown by the pager that git would use. A command becomes a task only if all effects of \
      what it calls are known, and nothing that runs before its wait conflicts with it.
      """
    ],
    usual: [
      ("--report", "each task and each step that stays, with the reasons"),
      ("--write", "change the files, all or none"),
      ("--check", "print nothing; the status tells"),
      ("--only TASK", "only this task"),
      ("--verify", "run both versions in a mock world, and compare"),
      ("-i", "ask about each task"),
    ],
    examples: [
      .init("devstack-async parallelize ~/devstack", "prints the patch"),
      .init("devstack-async parallelize --report", "tells why each step runs in the background, or stays"),
      .init("devstack-async parallelize --verify --write", "compares both versions, then changes the files"),
    ],
    statuses: [(0, "nothing would change, or it was written"), (1, "something would change")]
      + [CommandPage.failure, CommandPage.defect],
    variables: EnvironmentVariable.ofReaders + [.pager], files: configurationFiles)

  static let timeline = CommandPage(
    description: [
      """
      Shows a run as lanes: the foreground on top, where its waits block it, and each task from its start to its wait, \
      with the critical path, what was saved, and what would help most. A run that hangs or fails is diagnosed. It reads \
      stack.sh.log, devstacklog, Zuul's job-output, logs without time stamps, and tasks.jsonl of the runtime or its \
      folder, packed or not, wherever they are cut off; - is standard input. Of two logs, it tells what changed.
      """
    ],
    usual: [
      ("--format html", "one page for a browser; also svg, json, chrome (for Perfetto)"),
      ("--output FILE", "write it there; its name says the format, if no other is asked for"),
      ("--tree PATH", "mark what lint finds in the scripts that ran"),
    ],
    examples: [
      .init("devstack-async timeline /opt/stack/logs/stack.sh.log", "shows the run in the terminal"),
      .init("devstack-async timeline job-output.txt.gz -o run.html", "makes a page to look at or to attach"),
      .init("devstack-async timeline before.log after.log", "tells what changed between two runs"),
    ])

  static let graph = CommandPage(
    description: [
      """
      Shows the tasks of a tree as lanes over the steps that start and await them, in program order: what stands above one \
      another may run at the same time. Conflicts that lint reports are red arcs, files are bands; with --after it is \
      the tree as 'parallelize' would make it, and the steps that stay, with their reasons.
      """
    ],
    usual: [
      ("--format html", "one page for a browser; also svg, json, mermaid, dot"),
      ("--function NAME", "only the tasks that a function starts"),
      ("--after", "as 'parallelize' would make it"),
    ],
    examples: [
      .init("devstack-async graph ~/devstack", "shows the lanes in the terminal"),
      .init("devstack-async graph --function create_keystone_accounts", "those of one function"),
      .init("devstack-async graph --format mermaid ~/devstack", "a chart that GitHub and GitLab draw"),
    ], variables: EnvironmentVariable.ofReaders, files: configurationFiles)

  static let explain = CommandPage(
    description: [
      "Shows the page of a rule; or, for FILE:LINE, all about the findings of a line: every step that leads "
        + "there, and which tasks may be running beside it."
    ],
    examples: [
      .init("devstack-async explain DSA102", "shows the page of the rule"),
      .init("devstack-async explain stack.sh:1174", "tells why there is a finding, and what runs beside the line"),
    ], variables: EnvironmentVariable.ofReaders, files: configurationFiles)

  static let rules = CommandPage(
    description: ["Lists the rules: code, name, severity, whether it is on by default, and what it reports."],
    examples: [.init("devstack-async rules --format json", "the list for other programs, with each rule's page")])

  static let facts = CommandPage(
    description: ["Prints what the findings are made of, for those who ask why there is one, or none."],
    usual: [("--kind KIND", "what to print; 'facts --help' lists the kinds")],
    examples: [
      .init("devstack-async facts --kind tasks", "each start, with the waits that may be for it"),
      .init("devstack-async facts --kind effects start_nova", "what a function reads, writes and locks"),
      .init("devstack-async facts --kind parallel stack.sh:1174", "what may be running beside a line"),
    ], variables: EnvironmentVariable.ofReaders, files: configurationFiles)

  static let config = CommandPage(
    description: ["Shows the configuration that holds for a path, and where each value was stated; or the schema."],
    examples: [
      .init("devstack-async config show lib/nova", "the values that hold for a file"),
      .init("devstack-async config schema", "the JSON schema of .devstack-async.toml"),
    ], variables: EnvironmentVariable.ofReaders, files: configurationFiles)

  static let baseline = CommandPage(
    description: [
      """
      Keeps the findings of a day in a file, with what each is about for people, so that only new ones are reported. \
      Lint is told of it by its option --baseline, or by the key 'baseline' of the configuration.
      """
    ],
    examples: [
      .init("devstack-async baseline create", "takes down what there is today"),
      .init("devstack-async baseline update", "takes out what is no longer found"),
      .init("devstack-async baseline check", "fails where the file lists what is no longer found"),
    ],
    statuses: [
      (0, "it was done; for 'check', all that it lists is found"), (1, "'check': something is no longer found"),
    ]
      + [CommandPage.failure, CommandPage.defect],
    variables: EnvironmentVariable.ofReaders, files: lintFiles)

  static let runtime = CommandPage(
    description: [
      "Prints a drop-in for devstack's inc/async, installs it, or says which runtime a file is and what it lacks."
    ],
    examples: [
      .init("devstack-async runtime --output inc/async", "installs the library"),
      .init("devstack-async runtime --check inc/async", "says which runtime it is and what it lacks"),
    ],
    statuses: [(0, "it was done; with --check, nothing is lacking"), (1, "with --check: something is lacking")]
      + [CommandPage.failure, CommandPage.defect])

  static let server = CommandPage(
    description: ["Speaks the Language Server Protocol 3.17 over standard input and output. Editors start it."],
    examples: [.init("devstack-async server", "what an editor is told to run")],
    statuses: [(0, "the editor ended it"), (1, "the editor went away without ending it")]
      + [CommandPage.failure, CommandPage.defect],
    variables: [.configuration, .rulePages], files: configurationFiles)

  static let version = CommandPage(
    description: ["Prints the version of the program."],
    examples: [.init("devstack-async version", "prints the version")])

  static let completions = CommandPage(
    description: [
      "Prints a script that lets a shell complete commands, options and their values: rules, formats, kinds of facts, "
        + "and the tasks and functions of the tree."
    ],
    examples: [
      .init("source <(devstack-async completions bash)", "for the bash that runs"),
      .init("devstack-async completions zsh > ~/.zfunc/_devstack-async", "for zsh, in a folder of its fpath"),
      .init("devstack-async completions fish > ~/.config/fish/completions/devstack-async.fish", "for fish"),
    ])

  private static let configurationFiles = [
    (
      ".devstack-async.toml, devstack-async.toml, pyproject.toml",
      "The configuration: the nearest one upwards from each file, within the repository; in pyproject.toml the table "
        + "[tool.devstack-async]."
    )
  ]

  private static let lintFiles =
    configurationFiles + [
      (
        ".devstack-async-baseline",
        "Where 'baseline create' puts the findings that are not to be reported, if nothing else is said."
      )
    ]
}
