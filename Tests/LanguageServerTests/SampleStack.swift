/// A small devstack tree without findings, and texts with mistakes for its files.
enum SampleStack {
  static let files = ["stack.sh": stack, "lib/identity": identity, "lib/image": image, "inc/async": runtime]

  static let stack = """
    #!/bin/bash
    TOP_DIR=$(cd $(dirname "$0") && pwd)
    source $TOP_DIR/inc/async
    source $TOP_DIR/lib/identity
    source $TOP_DIR/lib/image
    async_init
    start_identity
    configure_image
    async_wait id-domain
    async_cleanup

    """

  static let identity = """
    # Accounts: naïve names, like 'Zoë' 😀.
    function create_domain { openstack domain create "$1"; }
    function start_identity {
        async_run id-domain create_domain default
        async_run id-project create_domain project
        async_run id-role create_domain role
        async_runfunc sync_identity
        for region in east west; do async_run "zone-$region" create_domain "$region"; done
    }
    function sync_identity { keystone-manage db_sync; }

    """

  static let image = """
    # Images
    function configure_image {
        async_wait id-{project,role}
        async_wait sync_identity
        for region in east west; do async_wait "zone-$region"; done
    }

    """

  /// `image` with a wait for a name that nothing starts, after text of several bytes a character.
  static let imageWithUnknownWait = image.replacing("id-{project,role}", with: "id-{project,role} \"😀é\"x")

  static let runtime = """
    function async_init { :; }
    function async_run { "${@:2}"; }
    function async_runfunc { "$@"; }
    function async_wait { :; }
    function async_cleanup { :; }

    """
}

extension String {
  func replacing(_ text: String, with other: String) -> String {
    split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
  }
}
