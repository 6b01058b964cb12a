"""The wheel, installed where there is no Swift."""

import json
import re
import shutil
import subprocess
import zipfile

from conftest import DIST, ROOT, SAMPLE, SEARCH_PATH, TOOLS, only, run

VERSION = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE).group(1)


def test_there_is_no_swift():
    assert shutil.which("swift", path=SEARCH_PATH) is None


def test_version_is_that_of_the_changes(program, wheel):
    assert wheel.name.startswith(f"devstack_async-{VERSION}-py3-none-manylinux_2_")
    assert re.fullmatch(rf"devstack-async {VERSION}( \(commit [0-9a-f]{{12}}\))?\n", run(program, "version"))


def test_sample_is_linted(program):
    assert "error: nothing starts task 'id-domain' (called at stack.sh line 27) [DSA102]" in run(program, "lint", cwd=SAMPLE, status=1)


def test_runtime_is_bash(program):
    run("bash", "-n", input=run(program, "runtime"))


def test_serial_trees_are_made_parallel(program):
    before = ROOT / "Fixtures" / "Rewriting" / "serial-stack" / "before"
    run(program, "parallelize", "--check", before, status=1)


def test_server_answers(program):
    request = json.dumps({
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"processId": None, "rootUri": SAMPLE.as_uri(), "capabilities": {}}})
    message = f"Content-Length: {len(request.encode())}\r\n\r\n{request}"
    done = subprocess.run([program, "server"], input=message.encode(), capture_output=True, timeout=120)
    answer = json.loads(done.stdout.split(b"\r\n\r\n", 1)[1].split(b"Content-Length")[0])
    assert answer["id"] == 1
    assert answer["result"]["serverInfo"]["version"] == VERSION


def test_pages_are_beside_the_program(program):
    share = program.parent.parent / "share"
    rules = {page.name for page in (ROOT / "Rules" / "catalogue").glob("*.md")}
    assert {page.name for page in (share / "devstack-async" / "rules").iterdir()} == rules
    assert (share / "man" / "man1" / "devstack-async.1").stat().st_size > 0
    assert list((share / "man" / "man7").iterdir())
    run("bash", "-n", share / "bash-completion" / "completions" / "devstack-async")
    assert (share / "zsh" / "site-functions" / "_devstack-async").exists()
    assert (share / "fish" / "vendor_completions.d" / "devstack-async.fish").exists()


def test_tag_is_what_the_program_needs(wheel):
    tag = re.search(r"manylinux_\d+_\d+_\w+", wheel.name).group(0)
    assert f'"{tag}"' in run(TOOLS / "auditwheel", "show", wheel).replace("\n", " ")


def test_program_is_stripped(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/scripts/devstack-async"))
        file = archive.extract(name, tmp_path)
    assert ".symtab" not in run("readelf", "--sections", "--wide", file)


def test_metadata_can_be_shown(wheel):
    run(TOOLS / "twine", "check", "--strict", wheel, only("devstack_async-*.tar.gz"))
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"devstack_async-{VERSION}.dist-info/METADATA").decode()
        assert f"devstack_async-{VERSION}.dist-info/licenses/LICENSE" in archive.namelist()
    for line in ["License-Expression: Apache-2.0", "Description-Content-Type: text/markdown", "Requires-Python: >=3.8"]:
        assert line in metadata
    assert "Classifier: Topic :: Software Development :: Quality Assurance" in metadata
    assert not re.search(r"\]\((?!https?:|#)", metadata), "a link that leads nowhere on an index"


def test_sources_say_what_they_need(tmp_path):
    sources = only("devstack_async-*.tar.gz")
    done = subprocess.run(
        [TOOLS / "python", "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", tmp_path, sources],
        env={"PATH": SEARCH_PATH, "HOME": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode != 0
    told = [line for line in (done.stdout + done.stderr).splitlines() if "devstack-async: no wheel fits" in line]
    assert len(told) == 1 and "Swift 6.1 or later" in told[0], done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_checksums_are_right():
    run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=DIST)
    listed = {line.split()[1] for line in (DIST / "SHA256SUMS").read_text().splitlines()}
    assert listed == {file.name for file in DIST.iterdir()} - {"SHA256SUMS"}
