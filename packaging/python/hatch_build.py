"""Puts the built program and its files into the wheel, and says what a build from source needs."""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

# The oldest glibc that a Swift program needs, as Swift's own libraries are built.
OLDEST_GLIBC = (2, 35)


class Metadata(MetadataHookInterface):
    """The README as a package index can show it, and links: PROJECT_URL is the address of the repository."""

    def update(self, metadata):
        address = os.environ.get("PROJECT_URL", "").rstrip("/")
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": with_links_from(address, text)}
        metadata["urls"] = {"devstack": "https://docs.openstack.org/devstack/latest/"}
        if address:
            metadata["urls"].update(
                {"Homepage": address, "Changelog": f"{address}/blob/main/CHANGELOG.md", "Issues": f"{address}/issues"})


def with_links_from(address, markdown):
    """Links into the repository lead there; where its address is not known they are plain text."""
    def link(match):
        text, target = match.groups()
        if re.match(r"https?:|#", target):
            return match.group(0)
        return f"[{text}]({address}/blob/main/{target})" if address else text

    return re.sub(r"\[([^\]\n]+)\]\(([^)\s]+)\)", link, markdown)


class Build(BuildHookInterface):
    """Adds what `make install` installs, and the tag of the machine that the program is for."""

    def initialize(self, version, build_data):
        installed = os.environ.get("DEVSTACK_ASYNC_INSTALLED") or self.build()
        prefix = Path(installed, "usr")
        program = prefix / "bin" / "devstack-async"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag(program)}"
        build_data["shared_scripts"][str(program)] = "devstack-async"
        for path in sorted((prefix / "share").rglob("*")):
            if path.is_file():
                build_data["shared_data"][str(path)] = str(path.relative_to(prefix))

    def build(self):
        """Builds the program from the sources that are here, where that can be done; the folder of what it installs."""
        missing = missing_for_a_build()
        if missing:
            raise SystemExit(
                "devstack-async: no wheel fits this machine, and to build one needs " + ", ".join(missing)
                + "; wheels are for Linux with glibc 2.35 or later")
        self.folder = tempfile.mkdtemp(prefix="devstack-async-")
        # The log of the build must not be taken for the answer of this process.
        subprocess.run(
            ["make", "-C", self.root, "install", f"DESTDIR={self.folder}", "PREFIX=/usr"], check=True, stdout=sys.stderr)
        return self.folder

    def finalize(self, version, build_data, artifact_path):
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)


def missing_for_a_build():
    """What a build needs and is not here, by names that can be searched for."""
    programs = {"swift": "Swift 6.1 or later", "make": "make", "strip": "binutils", "g++": "g++"}
    missing = [name for program, name in programs.items() if shutil.which(program) is None]
    if not Path("/usr/include/tree_sitter/api.h").exists():
        missing.append("tree-sitter's library (libtree-sitter-dev)")
    return missing


def platform_tag(program):
    """The tag for this machine's architecture and the newest glibc that the program asks for."""
    versions = re.findall(rb"GLIBC_(\d+)\.(\d+)", Path(program).read_bytes())
    newest = max([OLDEST_GLIBC] + [(int(major), int(minor)) for major, minor in versions])
    return f"manylinux_{newest[0]}_{newest[1]}_{platform.machine()}"
