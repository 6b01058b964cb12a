import EffectModels
import Testing

/// Invocations, and all that their models say of them.
@Suite("Models of commands: what they say")
struct BuiltInModelTests {
  private func check(_ line: String, _ summary: String) {
    #expect(CommandModels.builtIn.summary(line) == summary)
  }

  @Test(
    "shell",
    arguments: [
      ("echo a", "cannot fail"),
      ("true", "cannot fail"),
      ("exit 1", "ending always"),
      ("sudo -E -u stack FOO=1 cp a b", "read sudoers sudoers; runs cp a b"),
      ("sudo -H -u stack -- rm -rf x", "read sudoers sudoers; runs rm -rf x"),
      ("sudo -n true", "read sudoers sudoers; runs true"),
      ("env A=1 B=2 make install", "runs make install"),
      ("timeout -s KILL 10 sleep 5", "runs sleep 5"),
      ("nice -n 5 tar xzf a.tgz", "runs tar xzf a.tgz"),
      ("xargs -n1 sudo virsh destroy", "reads input; runs sudo virsh destroy …"),
      ("bash -c 'echo hi'", "runs text echo hi"),
      ("sudo bash -c 'iniset a b c d'", "read sudoers sudoers; runs bash -c iniset a b c d"),
      ("su -c 'psql -l' postgres", "runs text psql -l"),
      ("bash tools/x.sh -a", "and more; read file tools/x.sh"),
      ("exec cmd a", "ending always; runs cmd a"),
    ])
  func shell(line: String, summary: String) { check(line, summary) }

  @Test(
    "text",
    arguments: [
      ("cat a b", "read file a; read file b"),
      ("cat", "reads input"),
      ("grep -q x /etc/fstab", "read file /etc/fstab"),
      ("grep -rl x dir", "read all file dir"),
      ("sed -i -e s/a/b/ /etc/my.cnf", "read file /etc/my.cnf; write file /etc/my.cnf"),
      ("sed -i s/a/b/ /etc/my.cnf", "read file /etc/my.cnf; write file /etc/my.cnf"),
      ("sed -n p f", "read file f"),
      ("awk '{print}' f", "read file f"),
      ("awk '$1 == a' a=‹A› f", "read file f"),
      ("mount -t tmpfs -o size=1M tmpfs /d", "write all file /d"),
      ("sort -u -o out in", "read file in; write file out"),
    ])
  func text(line: String, summary: String) { check(line, summary) }

  @Test(
    "files",
    arguments: [
      ("tee -a f", "add file f; reads input"),
      ("tee ‹CONF›", "reads input; write file ‹CONF›"),
      ("mkdir -p ‹A›/b ‹C›", "add file ‹A›/b; add file ‹C›"),
      ("rm -f a", "write file a"),
      ("rm -f ‹DIR›/x/*.db", "write all file ‹DIR›/x"),
      ("rm -rf /etc/tgt/*", "write all file /etc/tgt"),
      ("rm *.gz", "write all file ."),
      ("rm -rf ‹DIR›", "write all file ‹DIR›"),
      (
        "cp ‹DIR›/etc/nova/api-paste.ini /etc/nova",
        "read file ‹DIR›/etc/nova/api-paste.ini; write file /etc/nova; write file /etc/nova/api-paste.ini"
      ),
      ("cp a.conf b.conf", "read file a.conf; write file b.conf"),
      ("cp -r src /opt/dst", "read all file src; write all file /opt/dst; write all file /opt/dst/src"),
      ("ln -sf ‹VENV›/bin/tox /usr/local/bin", "write file /usr/local/bin; write file /usr/local/bin/tox"),
      ("cp -p a b c/", "read file a; read file b; write file c/a; write file c/b"),
      ("cp ‹SRC› ‹DST›", "read file ‹SRC›; write file ‹DST›"),
      (
        "mv ‹TMP› /etc/sudoers.d/50_stack_sh",
        "write all file /etc/sudoers.d/50_stack_sh; write all file ‹TMP›; write sudoers sudoers"
      ),
      ("mv image.iso /opt/stack", "write file /opt/stack; write file /opt/stack/image.iso; write file image.iso"),
      (
        "mv build /opt/stack",
        "write all file /opt/stack; write all file /opt/stack/build; write all file build"
      ),
      ("install -d -o stack ‹DIR›", "add file ‹DIR›"),
      (
        "install -o root -g root -m 440 ‹TMP› /etc/sudoers.d/x",
        "read file ‹TMP›; write file /etc/sudoers.d/x; write sudoers sudoers"
      ),
      ("ln -sf a/b.conf /etc/apache2/sites-enabled/", "write file /etc/apache2/sites-enabled/b.conf"),
      ("chmod 0440 f", "read file f"),
      ("chown -R stack /etc/nova", "read file /etc/nova"),
      ("dd if=/dev/zero of=disk.img bs=1M", "write file disk.img"),
      ("tar -xzf a.tgz -C /opt", "add all file /opt; read file a.tgz"),
      ("tar xvzf a.tgz", "add all file .; read file a.tgz"),
      ("tar czf out.tgz dir", "read all file dir; write file out.tgz"),
      ("wget -q -O out http://x/y.img", "write file out"),
      ("wget http://x/y.img", "write file y.img"),
      ("curl -s -o out http://x", "write file out"),
      ("curl -sSL http://x", ""),
      ("find -name x", "read all file ."),
      ("find . -name '*.pyc' -delete", "read all file .; write all file ."),
      ("find ‹D› -name '*.sh' -exec chmod +x '{}' ';'", "read all file ‹D›"),
    ])
  func files(line: String, summary: String) { check(line, summary) }

  @Test(
    "packages and Python",
    arguments: [
      ("apt-get -y install ‹PKGS›", "exclusive package-manager system"),
      ("apt-get update", "exclusive package-manager system"),
      ("apt-cache policy x", "read package-manager system"),
      (
        "a2ensite keystone nova-api",
        "add file /etc/apache2/sites-enabled/keystone.conf; add file /etc/apache2/sites-enabled/nova-api.conf"
      ),
      ("a2enmod proxy", "add file /etc/apache2/mods-enabled/proxy.load"),
      ("dnf install -y x", "exclusive package-manager system"),
      ("dpkg -i x.deb", "exclusive package-manager system; read file x.deb"),
      ("dpkg -l", "read package-manager system"),
      ("dpkg-reconfigure x", "exclusive package-manager system; needs a terminal; reads input"),
      ("pip install -U -c constraints.txt nova", "exclusive python-environment system; read file constraints.txt"),
      ("‹VENV›/bin/pip install x", "exclusive python-environment ‹VENV›"),
      ("‹VENV›/bin/python3 -m pip install -U x", "exclusive python-environment ‹VENV›"),
      ("/opt/venv/bin/pip3 install x", "exclusive python-environment /opt/venv"),
      ("/opt/venv/bin/python -m pip list", "read python-environment /opt/venv"),
      ("pip install --prefix /opt/venv x", "exclusive python-environment /opt/venv"),
      (
        "python3 -m pip install --prefix=/opt/venv -r r.txt",
        "exclusive python-environment /opt/venv; read file r.txt"
      ),
      ("pip --python /opt/venv/bin/python install x", "exclusive python-environment /opt/venv"),
      ("venv/bin/pip install x", "exclusive python-environment venv"),
      ("‹DIR›/pip install x", "exclusive python-environment ‹DIR›"),
      ("/usr/bin/pip3 list", "read python-environment system"),
      ("/usr/local/bin/pip install x", "exclusive python-environment system"),
      ("pip3 install x", "exclusive python-environment system"),
      ("/usr/bin/python3 -m pip uninstall x", "exclusive python-environment system"),
      ("python3 -m pip install x", "exclusive python-environment system"),
      ("python3 -m venv ‹DIR›", "read python-environment system; write all file ‹DIR›"),
      ("python3 -c 'print(1)'", "read python-environment system"),
      ("python3 -c 'import math; print(input())'", "read python-environment system; reads input"),
      ("python3 -c 'open(1)'", "and more"),
      ("python3 -c ‹TEXT›", "and more; read python-environment system; reads input"),
      ("python3 x.py", "read file x.py; runs x.py"),
      ("python‹VERSION› manage.py compress", "read file manage.py; runs manage.py compress"),
      ("manage.py compress", "read all file .; read python-environment system; write all file static"),
      ("tox -r --notest -efull", "read all file .; read python-environment system; write all file .tox"),
      (
        "tox -evenv-tempest -- tempest verify-config -uro f",
        "read all file .; read python-environment system; runs tempest verify-config -uro f; write all file .tox"
      ),
      ("tox -epy3", "and more; read all file .; read python-environment system; write all file .tox"),
      ("which python3", "finds python3"),
      (
        "pip install -U -e ‹DEST›/plugin .[test] name[extra] git+https://x/y ‹UNKNOWN›",
        "exclusive python-environment system; read all file .; read all file ‹DEST›/plugin"
      ),
    ])
  func packagesAndPython(line: String, summary: String) { check(line, summary) }

  @Test(
    "services",
    arguments: [
      ("systemctl restart devstack@n-novnc-cell‹I›.service", "restart service n-novnc-cell‹I›"),
      ("systemctl restart apache2", "restart service apache"),
      ("systemctl restart devstack@n-api", "restart service nova-api"),
      ("systemctl stop mysqld.service", "stop service mysql"),
      ("systemctl start a b", "write service a; write service b"),
      ("systemctl enable --now x", "write service x"),
      ("systemctl enable x", "add service x"),
      ("systemctl daemon-reload", ""),
      ("systemctl reload apache2", "use service apache"),
      ("systemctl is-active x", "read service x"),
      (
        "systemctl ‹VERB› mysql",
        "add service mysql; and more; read service mysql; restart service mysql; stop service mysql; use service mysql; "
          + "write service mysql"
      ),
      ("service rabbitmq-server restart", "restart service rabbitmq"),
    ])
  func services(line: String, summary: String) { check(line, summary) }

  @Test(
    "databases",
    arguments: [
      (
        "mysql -uroot -psecret -h127.0.0.1 -e 'DROP DATABASE IF EXISTS nova; CREATE DATABASE nova CHARACTER SET utf8;'",
        "use service mysql; write database nova"
      ),
      ("mysql -u root -e ‹SQL›", "and more; use service mysql; write all database "),
      ("mysql -u root nova", "and more; reads input; use service mysql; write database nova"),
      ("mysql -e 'GRANT ALL ON *.* TO x'", "use service mysql; write database mysql"),
      ("mysql -e 'GRANT ALL ON *.* TO ‹USER›'", "use service mysql; write database mysql"),
      ("mysql -e 'DROP DATABASE ‹NAME›;'", "and more; use service mysql; write all database "),
      ("mysql -e 'SELECT ‹WHAT›'", "read all database ; use service mysql"),
      ("psql -c 'DROP DATABASE IF EXISTS nova' -d template1", "use service postgresql; write database nova"),
      (
        "nova-manage --config-file ‹NOVA_CONF› db sync",
        "read file ‹NOVA_CONF›; read python-environment system; use service mysql; "
          + "write configured-database ‹NOVA_CONF›"
      ),
      (
        "‹BIN›/nova-manage --config-file /etc/nova/nova_cell1.conf db sync --local_cell",
        "read file /etc/nova/nova_cell1.conf; read python-environment system; use service mysql; "
          + "write configured-database /etc/nova/nova_cell1.conf"
      ),
      (
        "nova-manage cell_v2 map_cell0 --database_connection ‹URL›",
        "read file /etc/nova/nova.conf; read python-environment system; use service mysql; "
          + "write configured-database /etc/nova/nova.conf#api"
      ),
      (
        "nova-manage --config-file f cell_v2 list_cells",
        "read configured-database f; read file f; read python-environment system; use service mysql"
      ),
      (
        "keystone-manage --config-file f bootstrap --bootstrap-username admin",
        "read file f; read python-environment system; use service memcached; use service mysql; write configured-database f"
      ),
      ("keystone-manage fernet_setup", "read python-environment system; write all file /etc/keystone/fernet-keys"),
      (
        "neutron-db-manage --config-file a --config-file b upgrade head",
        "read file a; read file b; read python-environment system; use service mysql; "
          + "write configured-database a; write configured-database b"
      ),
      (
        "ironic-dbsync --config-file f",
        "read file f; read python-environment system; use service mysql; write configured-database f"
      ),
    ])
  func databases(line: String, summary: String) { check(line, summary) }

  @Test(
    "the cloud",
    arguments: [
      (
        "openstack --os-cloud devstack-admin user create --password x --email y nova",
        "add api-object user/nova; read file /etc/openstack/clouds.yaml; read python-environment system; "
          + "use service keystone"
      ),
      (
        "openstack flavor create --id 1 --ram 512 m1.tiny",
        "add api-object flavor/m1.tiny; read file /etc/openstack/clouds.yaml; "
          + "read python-environment system; use service keystone; use service nova-api"
      ),
      (
        "openstack image create --public --container-format bare --disk-format qcow2 cirros",
        "add api-object image/cirros; read file /etc/openstack/clouds.yaml; "
          + "read python-environment system; use service glance-api; use service keystone"
      ),
      (
        "openstack network list",
        "read all api-object network/; read file /etc/openstack/clouds.yaml; read python-environment system; use service keystone; "
          + "use service neutron-api"
      ),
      (
        "openstack --os-cloud=a --os-region-name=‹R› volume type create lvm",
        "add api-object volume type/lvm; read file /etc/openstack/clouds.yaml; "
          + "read python-environment system; use service cinder-api; use service keystone"
      ),
      (
        "openstack --os-cloud c role add --user u --project p admin",
        "add api-object role assignment/admin/user/u/project/p; read api-object project/p; read api-object role/admin; read api-object user/u; read file /etc/openstack/clouds.yaml; "
          + "read python-environment system; use service keystone"
      ),
      (
        "openstack role add --group g --system all reader",
        "add api-object role assignment/reader/group/g/system/all; read api-object role/reader; read file /etc/openstack/clouds.yaml; "
          + "read python-environment system; use service keystone"
      ),
      (
        "openstack --os-cloud c registered limit create --service glance --default-limit 5 --region R image_count_total",
        "add api-object registered limit/image_count_total/glance; read file /etc/openstack/clouds.yaml; "
          + "read python-environment system; use service keystone"
      ),
      (
        "openstack server show -c addresses vm",
        "read api-object server/vm; read file /etc/openstack/clouds.yaml; "
          + "read python-environment system; use service keystone; use service nova-api"
      ),
      (
        "openstack router add subnet r s",
        "read api-object subnet/s; read file /etc/openstack/clouds.yaml; read python-environment system; use service keystone; "
          + "use service neutron-api; write api-object router/r"
      ),
      (
        "openstack project set --name a b",
        "read file /etc/openstack/clouds.yaml; read python-environment system; use service keystone; "
          + "write api-object project/b"
      ),
      (
        "openstack security group rule create --proto tcp default",
        "read file /etc/openstack/clouds.yaml; read python-environment system; use service keystone; "
          + "use service neutron-api"
      ),
      (
        "openstack quota set --volumes 5 demo",
        "read file /etc/openstack/clouds.yaml; read python-environment system; use service cinder-api; "
          + "use service keystone; use service neutron-api; use service nova-api; write api-object quota/demo"
      ),
      (
        "openstack ‹CMD›",
        "and more; read all api-object endpoint/; read all api-object service/; "
          + "read file /etc/openstack/clouds.yaml; read python-environment system; "
          + "use service barbican-api; use service cinder-api; use service cyborg-api; "
          + "use service designate-api; use service glance-api; use service gnocchi-api; "
          + "use service heat-api; use service ironic-api; use service keystone; use service magnum-api; "
          + "use service manila-api; use service neutron-api; use service nova-api; use service octavia-api; "
          + "use service placement-api; use service swift"
      ),
    ])
  func cloud(line: String, summary: String) { check(line, summary) }

  @Test(
    "git and the network",
    arguments: [
      ("git clone -b master --depth 1 https://x/nova.git ‹DIR›", "write all file ‹DIR›"),
      ("git clone https://x/nova", "write all file nova"),
      ("git -C ‹DIR› checkout master", "write all file ‹DIR›"),
      ("sudo git config --system a b", "read sudoers sudoers; runs git config --system a b"),
      ("git config --system a b", "write file /etc/gitconfig"),
      ("git checkout -b foo", "write all file ."),
      ("git show --oneline", "read all file ."),
      ("git --git-dir=‹D›/.git config x y", "write file ‹D›/.git/config"),
      ("git ‹CMD›", "and more; read all file .; write all file .; write all file .git; write file .git/config"),
      ("ip link set mtu 1500 dev ‹IF›", "write network link/‹IF›"),
      ("ip netns exec ‹NS› ping -c1 host", "runs ping -c1 host"),
      ("sudo ip netns exec ‹NS› ip link set lo up", "read sudoers sudoers; runs ip netns exec ‹NS› ip link set lo up"),
      ("ip link set br-ex up", "write network link/br-ex"),
      ("ip link set ‹LINK› up", "write network link/‹LINK›"),
      ("ip link set dev br-ex up", "write network link/br-ex"),
      ("ip addr show dev ‹I›", "read all network addr/"),
      ("ip route add default via ‹G›", "add all network route/"),
      ("iptables -t nat -A POSTROUTING -s ‹R› -j MASQUERADE", "write network firewall/rules"),
      ("iptables -t nat -S", "read all network firewall/"),
      ("ovs-vsctl --no-wait -- --may-exist add-br br-int", "add network ovs/add-br; use service openvswitch"),
      ("ovs-vsctl show", "use service openvswitch"),
      ("sysctl -w net.ipv4.ip_forward=1", "write file /proc/sys/net.ipv4.ip_forward=1"),
      ("sysctl -n kernel.x", "read file /proc/sys/kernel.x"),
      ("modprobe br_netfilter", "add network kernel module/br_netfilter"),
      ("rabbitmqctl add_user a b", "add api-object rabbitmq user/a; use service rabbitmq"),
      ("rabbitmqctl status", "use service rabbitmq"),
    ])
  func gitAndNetwork(line: String, summary: String) { check(line, summary) }

  @Test(
    "what needs input, and swift",
    arguments: [
      ("ssh -i key user@host uptime", "read file key; reads input"),
      ("read x", "reads input"),
      ("passwd stack", "and more; needs a terminal; reads input"),
      ("mysql_secure_installation", "needs a terminal; reads input; use service mysql; write database mysql"),
      (
        "swift-ring-builder object.builder create 9 1 1",
        "read file object.builder; write all file backups; write file object.builder"
      ),
      ("swift-init --run-dir=‹D› all stop", "stop service swift"),
    ])
  func input(line: String, summary: String) { check(line, summary) }

  @Test(
    "functions of devstack",
    arguments: [
      ("iniset -sudo /etc/f.conf DEFAULT a -1", "read file /etc/f.conf; write file /etc/f.conf"),
      (
        "iniset ‹NOVA_CONF› database connection ‹URL›",
        "binds ‹NOVA_CONF› to ‹URL›; read file ‹NOVA_CONF›; write file ‹NOVA_CONF›"
      ),
      (
        "iniset ‹F› api_database connection mysql://h/nova_api",
        "binds ‹F›#api to mysql://h/nova_api; read file ‹F›; write file ‹F›"
      ),
      ("iniget f s o", "read file f"),
      ("recreate_database nova_cell0", "use service mysql; write database nova_cell0"),
      ("get_python_exec_prefix", "prints one of /usr/local/bin, /usr/bin"),
      ("database_connection_url nova_cell‹i›", "prints mysql+pymysql://database-host/nova_cell‹i›?charset=utf8"),
      ("restart_service apache2 memcached", "restart service apache"),
      ("run_process n-api cmd", "write file /etc/systemd/system/devstack@n-api.service; write service nova-api"),
      ("stop_process q-svc", "stop service neutron-api"),
      ("stop_process n-novnc-cell‹I›", "stop service n-novnc-cell‹I›"),
      (
        "get_or_create_service nova compute x",
        "add api-object service/compute; prints compute; read file /etc/openstack/clouds.yaml; use service keystone"
      ),
      (
        "get_or_create_endpoint s3 RegionOne http://p http://a",
        "add api-object endpoint/s3/admin; add api-object endpoint/s3/public; "
          + "read file /etc/openstack/clouds.yaml; use service keystone"
      ),
      (
        "setup_develop -bindep ‹DIR›",
        "ending may; exclusive package-manager system; exclusive python-environment system; read all file ‹DIR›"
      ),
      ("pip_install nova", "exclusive python-environment system"),
      ("install_package git", "ending may; exclusive package-manager system"),
      (
        "git_clone ‹REPO› ‹DIR› master",
        "add file /etc/gitconfig; ending may; exclusive file /etc/gitconfig; write all file ‹DIR›"
      ),
      (
        "get_or_create_role admin",
        "add api-object role/admin; prints admin; read file /etc/openstack/clouds.yaml; use service keystone"
      ),
      (
        "get_or_add_user_project_role admin ‹U› ‹P›",
        "add api-object role assignment/admin/user/‹U›/project/‹P›; "
          + "read file /etc/openstack/clouds.yaml; use service keystone"
      ),
      ("is_service_enabled n-api", "read variable ENABLED_SERVICES"),
      ("die ‹LINE› message", "ending always"),
      ("trueorfalse False X", "read variable X"),
      ("test_with_retry 'curl x' msg 10 1", "ending may; runs text curl x"),
      ("write_uwsgi_config ‹CONF› ‹WSGI› /nova", "ending may; restart service apache; write file ‹CONF›"),
      ("restart_apache_server", "restart service apache"),
      ("start_tls_proxy n-api ‹H› 1 2 3", "add file /etc/apache2/sites-enabled/n-api.conf; restart service apache"),
      (
        "upload_image http://x/cirros.img",
        "add api-object image/cirros.img; read file /etc/openstack/clouds.yaml; use service glance-api; "
          + "use service keystone"
      ),
      ("enable_service x", "assigns DISABLED_SERVICES; write variable ENABLED_SERVICES"),
      ("made-up-command x", "unknown"),
    ])
  func functions(line: String, summary: String) { check(line, summary) }
}
