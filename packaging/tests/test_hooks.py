"""The hooks, as pre-commit runs them: what a commit touches or causes, and nothing old."""

import os
import subprocess

import pytest
import yaml

from conftest import DIST, ROOT, TOOLS, git, only, run

PRE_COMMIT = TOOLS / "pre-commit"
pytestmark = pytest.mark.skipif(not PRE_COMMIT.exists(), reason="pre-commit is not installed")

# A library whose function a task runs, in a tree whose runtime never ends a wait for a task that exits.
FILES = {
    "stack.sh": """#!/bin/bash
source functions-common
source inc/async
source lib/accounts
async_init
async_runfunc never_awaited
async_runfunc create_accounts
async_wait create_accounts
async_cleanup
""",
    "functions-common": '#!/bin/bash\nfunction die {\n    echo "$2"\n    exit 1\n}\n',
    "lib/accounts": """#!/bin/bash
source lib/users
function never_awaited {
    sleep 1
}
function create_accounts {
    create_user glance
}
""",
    "lib/users": "#!/bin/bash\nfunction create_user {\n    echo $1\n}\n",
}


@pytest.fixture(scope="session")
def mirror(tmp_path_factory):
    """The repository that hooks live in, with a commit."""
    folder = tmp_path_factory.mktemp("mirror")
    run("tar", "-x", "--strip-components=1", "-f", only("devstack-async-pre-commit-*.tar.gz"), "-C", folder)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Hooks")
    return folder


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def tree(tmp_path):
    folder = tmp_path / "tree"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    inc = folder / "inc" / "async"
    inc.parent.mkdir()
    inc.write_text((ROOT / "packaging" / "tests" / "old-runtime.sh").read_text())
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=A tree")
    return folder


@pytest.fixture
def findings(tree, mirror, home):
    def ask(*arguments, hook="devstack-async", repository=mirror, path=""):
        git(tree, "add", "--all")
        done = subprocess.run(
            [PRE_COMMIT, "try-repo", "--color=never", "--verbose", repository, hook, *arguments], cwd=tree,
            capture_output=True, text=True,
            env={**os.environ, "HOME": str(home), "PRE_COMMIT_HOME": str(home / "pre-commit"), "PIP_FIND_LINKS": (
                f"{DIST} {os.environ.get('PIP_FIND_LINKS', '')}"), "GIT_CONFIG_GLOBAL": os.devnull,
                 "PATH": f"{path}{TOOLS}:/usr/local/bin:/usr/bin:/bin"})
        assert done.returncode in (0, 1), done.stdout + done.stderr
        lines = [line for line in done.stdout.splitlines() if line.endswith("]") and ": error: " in line]
        failed = "Failed" in done.stdout
        assert failed == (done.returncode == 1), done.stdout
        assert bool(lines) == failed or "fixed" in done.stdout, done.stdout + done.stderr
        return [(line.split(":")[0], line.rpartition("[")[2].rstrip("]")) for line in lines]

    return ask


def edit(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_clean_commit(tree, findings):
    edit(tree / "lib" / "users", "echo $1", "echo the $1")
    assert findings() == []


def test_fault_in_a_file_of_the_commit(tree, findings):
    edit(tree / "lib" / "accounts", "create_user glance", "async_wait nobody")
    assert ("lib/accounts", "DSA102") in findings()
    assert ("stack.sh", "DSA101") not in findings()


def test_fault_in_another_file(tree, findings):
    edit(tree / "lib" / "users", "echo $1", "echo $1\n    die $LINENO no")
    assert findings() == [("stack.sh", "DSA204")]


def test_rename(tree, findings):
    git(tree, "mv", "lib/users", "lib/people")
    edit(tree / "lib" / "accounts", "lib/users", "lib/people")
    assert findings() == []


def test_deletion(tree, findings):
    edit(tree / "stack.sh", "async_wait create_accounts\n", "")
    assert findings() == [("stack.sh", "DSA101")]


def test_all_files(findings):
    assert ("stack.sh", "DSA101") in findings("--all-files")


def test_fixes(tree, findings):
    edit(tree / "lib" / "accounts", "sleep 1", "sleep 2\n    async_wait nobody")
    findings(hook="devstack-async-fix")
    assert "nobody" not in (tree / "lib" / "accounts").read_text()


def test_installed_program(tree, findings, program):
    edit(tree / "lib" / "users", "echo $1", "echo $1\n    die $LINENO no")
    installed = f"{program.parent}:"
    assert findings(hook="devstack-async-system", path=installed) == [("stack.sh", "DSA204")]
    own = tree.parent / "own"
    own.mkdir()
    (own / ".pre-commit-hooks.yaml").write_text((ROOT / ".pre-commit-hooks.yaml").read_text())
    git(own, "init", "--quiet")
    git(own, "add", "--all")
    git(own, "commit", "--quiet", "--message=Hooks")
    assert findings(repository=own, path=installed) == [("stack.sh", "DSA204")]


def test_hooks_of_both_repositories_agree(mirror):
    own, mirrored = [
        yaml.safe_load((folder / ".pre-commit-hooks.yaml").read_text()) for folder in (ROOT, mirror)]
    assert [hook.pop("language") for hook in own] == ["system"] * 3
    assert [hook.pop("language") for hook in mirrored] == ["python", "python", "system"]
    assert own == mirrored
