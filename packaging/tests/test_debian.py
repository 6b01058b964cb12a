"""The Debian package, put onto this machine and taken off again."""

import os
import shutil

import pytest

from conftest import SAMPLE, only, run

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("dpkg"), reason="packages are installed by root, on Debian")


@pytest.fixture(scope="module")
def installed():
    package = only("devstack-async_*.deb")
    run("dpkg", "--install", package, DEBIAN_FRONTEND="noninteractive")
    yield package
    run("dpkg", "--purge", "devstack-async")
    assert not os.path.exists("/usr/bin/devstack-async")
    assert not os.path.exists("/usr/share/devstack-async")


def test_program_runs(installed):
    assert "[DSA102]" in run("/usr/bin/devstack-async", "lint", cwd=SAMPLE, status=1)


def test_everything_is_in_place(installed):
    files = run("dpkg", "--listfiles", "devstack-async").splitlines()
    for file in [
        "/usr/bin/devstack-async", "/usr/share/man/man1/devstack-async.1.gz",
        "/usr/share/bash-completion/completions/devstack-async", "/usr/share/zsh/vendor-completions/_devstack-async",
        "/usr/share/fish/vendor_completions.d/devstack-async.fish",
        "/usr/share/devstack-async/rules/DSA101-task-never-awaited.md", "/usr/share/doc/devstack-async/copyright",
    ]:
        assert file in files
    assert any(file.startswith("/usr/share/man/man7/") and file.endswith(".7.gz") for file in files)


def test_dependencies_are_worked_out(installed):
    assert "libc6 (>= 2." in run("dpkg-deb", "--field", installed, "Depends")
