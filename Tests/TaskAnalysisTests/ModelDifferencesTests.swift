import EffectModels
import RuleCatalogue
import ShellProgram
import ShellSyntax
import SourceText
import TaskAnalysis
import Testing

/// Definitions of helpers beside the models of devstack's: small ones, which do what theirs do.
@Suite("Models beside definitions")
struct ModelDifferencesTests {
  private static let files = [
    "inc/ini-config": """
    function iniset {
        if [[ $1 == -sudo ]]; then shift; fi
        local where=$1
        test -e "$where" || touch "$where"
        sudo sed -i "s/^$3 *=.*/$3 = $4/" "$where"
    }
    function iniget {
        sed -n "s/^$3 *= *//p" "$1"
    }
    """,
    "functions-common": """
    function restart_service { sudo systemctl restart "$1"; }
    function stop_service { sudo systemctl stop "$1"; }
    function start_service { sudo systemctl start "$1"; }
    function reload_service { sudo systemctl reload "$1"; }
    function install_package {
        sudo apt-get --yes install "$@" || exit 1
    }
    function git_clone {
        local from=$1 into=$2
        if [[ ! -d $into ]]; then
            git clone "$from" "$into" || exit 1
        fi
        git -C "$into" checkout "$3"
    }
    function get_or_create_user {
        openstack user show "$1" || openstack user create --password "$2" "$1"
    }
    function run_process {
        local unit=devstack@$1.service
        echo "ExecStart=$2" | sudo tee /etc/systemd/system/$unit
        sudo systemctl start $unit
    }
    """,
    "inc/python": """
    function pip_install { sudo python3 -m pip install --upgrade "$@"; }
    """,
    "lib/database": """
    function recreate_database { recreate_database_mysql "$1"; }
    """,
    "lib/databases/mysql": """
    function recreate_database_mysql {
        mysql -u root -e "DROP DATABASE IF EXISTS $1;"
        mysql -u root -e "CREATE DATABASE $1;"
    }
    """,
    "stack.sh": """
    for own in inc/ini-config functions-common inc/python lib/database lib/databases/mysql; do source $own; done
    iniset /etc/nova/nova.conf DEFAULT debug True
    iniset -sudo $NOVA_CONF DEFAULT debug True
    iniget /etc/nova/nova.conf DEFAULT debug
    restart_service apache2
    stop_service mysql
    start_service n-cpu
    reload_service apache2
    install_package jq git
    git_clone https://example.org/nova /opt/stack/nova main
    pip_install nova
    recreate_database glance
    get_or_create_user glance secret
    run_process g-api "/usr/bin/glance-api"
    """,
  ]

  /// What the definitions do more than the models say, as `function: mode kind key`.
  private func differences(
    changing changes: [String: String] = [:], models: CommandModels = .builtIn
  ) throws -> (functions: [String], found: [String]) {
    var parser = ShellParser()
    let files = Self.files.merging(changes) { $1 }.sorted { $0.key < $1.key }
    let scripts = files.map { parser.parse(SourceFile(path: $0.key, text: $0.value)) }
    let source = ProgramSource(scripts: scripts, trees: [.init(kind: .devstack, path: "")])
    let index = ProgramIndex(
      source, scripts: scripts.enumerated().map { ScriptFacts($0.element, file: FileIndex($0.offset)) },
      models: try TaskModels { RuleCatalogue.model(named: $0) }, commands: models)
    let entries = ProgramTraces(index).traces.map(\.entry).filter { $0.name == "stack.sh" }
    let traces = ProgramTraces(index, entries: entries, depth: .definitionsBesideModels)
    let result = ModelDifferences(traces)
    return (
      result.functions,
      result.differences.map { difference in
        let effect = difference.effect.map {
          "\($0.mode.rawValue) \($0.kind.rawValue) \(traces.describe($0.key))\($0.reach == .tree ? "/**" : "")"
        }
        return "\(difference.function): \(effect ?? "ends")"
      }
    )
  }

  @Test("a model covers what the definition does")
  func covered() throws {
    let result = try differences()
    #expect(result.found == [])
    #expect(
      result.functions == [
        "get_or_create_user", "git_clone", "iniget", "iniset", "install_package", "pip_install", "recreate_database",
        "recreate_database_mysql", "reload_service", "restart_service", "run_process", "start_service", "stop_service",
      ])
  }

  @Test(
    "what a definition does more is found",
    arguments: [
      ("lib/database", "function recreate_database { recreate_database_mysql other; }", "write database other"),
      (
        "lib/database", "function recreate_database { recreate_database_mysql $1; echo $1 > /etc/own; }",
        "write file /etc/own"
      ),
      (
        "lib/database", "function recreate_database { recreate_database_mysql $1; restart_service mysql; }",
        "restart service mysql"
      ),
      (
        "lib/database", "function recreate_database { install_package mysql-server; }",
        "exclusive package-manager system"
      ),
    ])
  func found(path: String, text: String, effect: String) throws {
    let found = try differences(changing: [path: text]).found
    #expect(found.contains("recreate_database: \(effect)"))
  }

  @Test("a definition that may end the shell is found, and one that ends only a child is not")
  func endings() throws {
    let ending = "function recreate_database { recreate_database_mysql $1 || exit 1; }"
    #expect(try differences(changing: ["lib/database": ending]).found == ["recreate_database: ends"])
    let inChild = "function recreate_database { ( recreate_database_mysql $1 || exit 1 ); }"
    let found = try differences(changing: ["lib/database": inChild]).found
    #expect(found == [])
  }

  @Test("a model that says too little is found, one that says more is not")
  func models() throws {
    func found(_ members: String) throws -> [String] {
      let text = #"[{"command": "git_clone", "ends": "may", \#(members), "because": "test"}]"#
      return try differences(models: .builtIn.merging(CommandModels(json: [("test", text)]))).found
    }
    #expect(try found(#""reads": "tree:$2""#).contains("git_clone: write file /opt/stack/nova/**"))
    #expect(try found(#""writes": "file:$2""#).contains("git_clone: write file /opt/stack/nova/**"))
    #expect(try found(#""writes": "tree:/opt""#) == [])
  }
}
