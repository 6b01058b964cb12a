/// The files and names that furnish the mock world.
enum WorldFiles {
  static func text(of name: String) -> String {
    EmbeddedText.files.first { $0.path == "world/" + name }?.text ?? ""
  }

  /// Harmless tools that are run for real.
  static let tools = [
    "[", "awk", "base64", "basename", "cat", "chmod", "cmp", "comm", "cp", "cut", "diff", "dirname", "egrep", "expr",
    "false", "fgrep", "find", "fold", "gawk", "grep", "head", "install", "join", "kill", "ln", "ls", "mawk", "md5sum",
    "mkdir",
    "mktemp", "mv", "nl", "paste", "printf", "readlink", "realpath", "rev", "rm", "rmdir", "sed", "seq", "sha256sum",
    "sort", "stat", "tac", "tail", "tar", "tee", "test", "touch", "tr", "true", "truncate", "uniq", "wc", "xargs",
  ]

  /// Directories that are there before a script begins.
  static let folders = [
    ".mock/bin", ".mock/once", ".mock/records", ".mock/tools", "etc/apache2/conf-available",
    "etc/apache2/mods-available",
    "etc/apache2/sites-available", "etc/apache2/sites-enabled", "etc/apt/apt.conf.d", "etc/apt/sources.list.d",
    "etc/cron.d", "etc/default", "etc/modprobe.d", "etc/modules-load.d", "etc/mysql/conf.d", "etc/rabbitmq",
    "etc/rsyslog.d", "etc/security/limits.d", "etc/sudoers.d", "etc/sysctl.d", "etc/systemd/system", "home/stack",
    "mnt",
    "opt/stack", "root", "run", "srv", "tmp", "tree", "usr/lib", "usr/local/bin", "usr/local/lib", "usr/share",
    "var/cache", "var/lib", "var/log/apache2", "var/run", "var/www",
  ]

  /// Files that are there before a script begins.
  static let files = [
    "etc/fstab": "",
    "etc/group": "stack:x:1000:\n",
    "etc/hosts": "127.0.0.1 localhost\n",
    "etc/os-release": """
    PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
    NAME="Debian GNU/Linux"
    VERSION_ID="12"
    VERSION="12 (bookworm)"
    VERSION_CODENAME=bookworm
    ID=debian

    """,
    "etc/passwd": "root:x:0:0::/root:/bin/bash\nstack:x:1000:1000::/home/stack:/bin/bash\n",
    "etc/sudoers": "#includedir /etc/sudoers.d\n",
  ]

  /// Python packages that scripts look for among the requirements of OpenStack.
  static let requirements = [
    "PyMySQL", "bindep", "ceilometermiddleware", "etcd3gw", "glance-store", "keystonemiddleware", "libvirt-python",
    "os-testr", "osc-placement", "psutil", "testrepository", "pbr", "psycopg2", "psycopg2-binary", "pymemcache",
    "python-memcached",
    "python-openstackclient", "setuptools", "tox", "uwsgi", "virtualenv", "wheel",
  ].map { $0 + ">=1.0\n" }.joined()

  static let toolNames = Set(tools)

  /// What the world itself needs beside those.
  static let ownTools = ["cksum", "sleep"]

  /// What the kernel starts dynamically linked programs with, on all kinds of machines.
  static let loaders = [
    "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", "/lib/ld-linux-armhf.so.3", "/lib64/ld64.so.2",
    "/lib/ld-linux-riscv64-lp64d.so.1", "/lib/ld64.so.1",
  ]

  /// What scripts and tools may read outside, with all below it: the system's libraries, and what processes there are.
  static let readable = [
    "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libexec", "/usr/share", "/lib", "/lib32", "/lib64",
    "/etc/ld.so.cache", "/etc/ld.so.preload", "/etc/localtime", "/dev/null", "/dev/zero", "/dev/random", "/dev/urandom",
    "/proc",
  ]

  /// Commands that are answered by a stand-in. What is missing here is answered too, unless another program runs it.
  static let stubs = [
    "a2dismod", "a2dissite", "a2enmod", "a2ensite", "a2query", "apt-cache", "apt-get", "bindep", "chgrp", "chown",
    "cinder-manage", "crudini", "curl", "date",
    "debconf-set-selections", "dnf", "docker", "dpkg", "edit-constraints", "env", "etcd", "etcdctl", "getent", "git",
    "glance-manage",
    "gpasswd", "groupadd", "hostname", "id", "ionice", "ip", "iptables", "keystone-manage", "logname", "lsb_release",
    "modprobe", "mount", "mysql", "mysqladmin", "mysqldump", "neutron-db-manage", "nice", "nohup", "nova-manage",
    "nproc", "openssl", "openstack", "ovs-vsctl", "patch", "pgrep", "pip", "pip3", "pkill", "placement-manage", "ps",
    "psql", "python", "python3.12", "pip3.12",
    "python3", "rabbitmqctl", "rpm", "service", "setsid", "sleep", "ssh-keygen", "stdbuf", "sudo", "sync", "sysctl",
    "systemctl", "systemd-run", "tempest", "timeout", "tox", "umount", "uname", "unzip", "useradd", "uwsgi", "usermod",
    "virsh",
    "virtualenv", "wget",
    "which", "whoami", "yum",
  ]
}
