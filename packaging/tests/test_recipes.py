"""The recipes for tox, Zuul, GitHub and GitLab: run, or checked by the tool that knows their form."""

import json
import os
import re
import subprocess

import yaml

from conftest import ROOT, SEARCH_PATH, TOOLS, git, run

PACKAGING = ROOT / "packaging"


def test_tox(repository, wheel):
    (repository / "tox.ini").write_text((PACKAGING / "tox" / "tox.ini").read_text())
    out = run(
        TOOLS / "tox", "-e", "devstack-async", cwd=repository, status=1, DEVSTACK_ASYNC_INSTALL_PATH=str(wheel))
    assert re.search(r"^lib/identity:16:33: error: .* \[DSA102\]$", out, re.MULTILINE)


def test_yaml_is_well_formed():
    files = [path for path in PACKAGING.rglob("*.y*ml") if "tests" not in path.parts] + [ROOT / ".pre-commit-hooks.yaml"]
    rules = "{extends: default, rules: {line-length: {max: 200}, document-start: disable, truthy: disable}}"
    run(TOOLS / "yamllint", "--strict", "--config-data", rules, *files)


def test_schemas_are_kept():
    check = [TOOLS / "check-jsonschema", "--builtin-schema"]
    run(*check, "vendor.github-actions", PACKAGING / "github" / "action.yml")
    run(*check, "vendor.gitlab-ci", "--data-transform", "gitlab-ci", PACKAGING / "gitlab" / "devstack-async.yml")


def test_playbooks(tmp_path):
    # Roles and modules that Zuul brings are stood in for, so that the rest can be checked.
    for name in ["run.yaml", "post.yaml"]:
        (tmp_path / name).write_text((PACKAGING / "zuul" / "playbooks" / name).read_text())
    (tmp_path / "roles" / "ensure-pip" / "tasks").mkdir(parents=True)
    (tmp_path / "roles" / "ensure-pip" / "tasks" / "main.yaml").write_text("---\n[]\n")
    (tmp_path / ".ansible-lint").write_text("---\noffline: true\nmock_modules:\n  - zuul_return\n")
    run(TOOLS / "ansible-lint", "--offline", "--nocolor", "run.yaml", "post.yaml", cwd=tmp_path, HOME=str(tmp_path))


def test_playbooks_run(repository, wheel, tmp_path):
    """Both, on this machine, with a stand-in for the module of Zuul that writes down what it is given."""
    (repository / "lib" / "identity").open("a").write("async_wait nobody\n")
    git(repository, "commit", "--quiet", "--all", "--message=A change")
    plays = tmp_path / "plays"
    (plays / "roles" / "ensure-pip" / "tasks").mkdir(parents=True)
    (plays / "roles" / "ensure-pip" / "tasks" / "main.yaml").write_text("---\n[]\n")
    (plays / "library").mkdir()
    (plays / "library" / "zuul_return.py").write_text(
        "import json\nfrom ansible.module_utils.basic import AnsibleModule\n"
        "module = AnsibleModule(argument_spec={'data': {'type': 'dict'}})\n"
        f"json.dump(module.params['data'], open({str(tmp_path / 'returned')!r}, 'w'))\nmodule.exit_json(changed=False)\n")
    for name in ["run.yaml", "post.yaml"]:
        (plays / name).write_text((PACKAGING / "zuul" / "playbooks" / name).read_text())
    home = tmp_path / "home"
    home.mkdir()
    variables = json.dumps({
        "ansible_user_dir": str(home), "zuul": {"project": {"src_dir": "../stack"}},
        "devstack_async_package": str(wheel), "ansible_python_interpreter": str(TOOLS / "python")})
    play = [TOOLS / "ansible-playbook", "-i", "localhost,", "-c", "local", "-e", variables]
    variables = {"HOME": str(home), "ANSIBLE_LIBRARY": str(plays / "library")}
    run(*play, "run.yaml", cwd=plays, status=2, **variables)
    run(*play, "post.yaml", cwd=plays, **variables)
    comments = json.loads((tmp_path / "returned").read_text())["zuul"]["file_comments"]
    assert list(comments) == ["lib/identity"]
    assert ["nobody" in comment["message"] for comment in comments["lib/identity"]] == [True]


def test_zuul_job():
    jobs = yaml.safe_load((PACKAGING / "zuul" / "zuul.yaml").read_text())
    job = next(entry["job"] for entry in jobs if "job" in entry)
    for playbook in [job["run"], job["post-run"]]:
        assert (PACKAGING / "zuul" / playbook).exists()
    pattern = [re.compile(pattern) for pattern in job["files"]]
    for path in ["stack.sh", "lib/nova", "lib/nova_plugins/functions-libvirt", "openrc", "devstack/plugin.sh", "devstack/settings"]:
        assert any(one.search(path) for one in pattern), path


def steps_of_action():
    return yaml.safe_load((PACKAGING / "github" / "action.yml").read_text())["runs"]["steps"]


def test_github_action_runs(repository, wheel, tmp_path):
    (repository / "lib" / "identity").open("a").write("async_wait nobody\n")
    git(repository, "commit", "--quiet", "--all", "--message=A change")
    variables = {
        "PATH": SEARCH_PATH, "HOME": str(tmp_path), "RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "output"),
        "PACKAGE": str(wheel), "SINCE": "HEAD^1", "ARGUMENTS": "--fail-on error"}
    install, lint = [step["run"] for step in steps_of_action()]
    subprocess.run(["bash", "-e", "-c", install], env=variables, cwd=repository, check=True)
    done = subprocess.run(["bash", "-e", "-c", lint], env=variables, cwd=repository, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert done.stdout.count("::error ") == 1 and "nobody" in done.stdout
    report = (tmp_path / "output").read_text().partition("=")[2].strip()
    assert len(json.loads(open(report).read())["runs"][0]["results"]) == 1


def test_gitlab_job_runs(repository, program):
    (repository / "lib" / "identity").open("a").write("async_wait nobody\n")
    git(repository, "commit", "--quiet", "--all", "--message=A change")
    job = yaml.safe_load((PACKAGING / "gitlab" / "devstack-async.yml").read_text())["devstack-async"]
    path = f"{program.parent}:{SEARCH_PATH}"
    base = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": git(repository, "rev-parse", "HEAD^1").strip()}
    for variables, count in [(base, 1), ({}, None)]:
        for line in job["script"]:
            run("bash", "-c", line, cwd=repository, status=1, **{**variables, "PATH": path})
        findings = json.loads((repository / job["artifacts"]["reports"]["codequality"]).read_text())
        assert len(findings) == count if count else len(findings) > 1
        os.remove(repository / "devstack-async.json")
