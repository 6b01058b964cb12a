"""The artefacts in dist/, which `make dist` has made, and places to try them in."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
SAMPLE = ROOT / "Fixtures" / "sample-stack"
# The tools of the environment that the tests run in; no Swift among them.
TOOLS = Path(sys.prefix) / "bin"
SEARCH_PATH = f"{TOOLS}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def only(pattern):
    """The one file in dist/ of that name."""
    found = sorted(DIST.glob(pattern))
    assert len(found) == 1, f"{pattern}: {found}"
    return found[0]


def run(*command, cwd=ROOT, status=0, input=None, **variables):
    """What a command prints, its status checked; nothing of the user's git or pre-commit settings counts."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    environment.update(PATH=SEARCH_PATH, GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL=os.devnull)
    environment.update(variables)
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=environment, input=input, capture_output=True, text=True)
    assert done.returncode == status, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def git(folder, *arguments):
    return run("git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments, cwd=folder)


@pytest.fixture(scope="session")
def wheel():
    return only("*.whl")


@pytest.fixture(scope="session")
def program(wheel, tmp_path_factory):
    """The program from the wheel, in an environment that has nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder)
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-index", wheel)
    return folder / "bin" / "devstack-async"


@pytest.fixture
def repository(tmp_path):
    """The sample as a repository of its own, with one commit."""
    folder = tmp_path / "stack"
    shutil.copytree(SAMPLE, folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=The sample")
    return folder
