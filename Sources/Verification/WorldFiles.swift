/// The files and names that furnish the mock world.
enum WorldFiles {
  static func text(of name: String) -> String {
    EmbeddedText.files.first { $0.path == "world/" + name }?.text ?? ""
  }

  /// Harmless tools that are run for real.
  static let tools = [
    "[", "awk", "base64", "basename", "cat", "chmod", "cmp", "comm", "cp", "cut", "diff", "dirname", "egrep", "expr",
    "false", "fgrep", "find", "fold", "gawk", "grep", "head", "install", "join", "ln", "ls", "mawk", "md5sum", "mkdir",
    "mktemp", "mv", "nl", "paste", "printf", "readlink", "realpath", "rev", "rm", "rmdir", "sed", "seq", "sha256sum",
    "sort", "stat", "tac", "tail", "tar", "tee", "test", "touch", "tr", "true", "truncate", "uniq", "wc", "xargs",
  ]

  /// What the world itself needs beside those.
  static let ownTools = ["cksum", "sleep"]

  /// Commands that are answered by a stand-in. What is missing here is answered too, unless another program runs it.
  static let stubs = [
    "a2enmod", "a2ensite", "apt-cache", "apt-get", "chgrp", "chown", "cinder-manage", "crudini", "curl", "date",
    "debconf-set-selections", "dnf", "docker", "dpkg", "env", "etcd", "etcdctl", "getent", "git", "glance-manage",
    "gpasswd", "groupadd", "hostname", "id", "ionice", "ip", "iptables", "keystone-manage", "logname", "lsb_release",
    "modprobe", "mount", "mysql", "mysqladmin", "mysqldump", "neutron-db-manage", "nice", "nohup", "nova-manage",
    "nproc", "openssl", "openstack", "ovs-vsctl", "patch", "pip", "pip3", "placement-manage", "psql", "python",
    "python3", "rabbitmqctl", "rpm", "service", "setsid", "sleep", "ssh-keygen", "stdbuf", "sudo", "sync", "sysctl",
    "systemctl", "systemd-run", "timeout", "umount", "uname", "useradd", "usermod", "virsh", "virtualenv", "wget",
    "which", "whoami", "yum",
  ]
}
