"""The server with what real editors say of themselves, by pytest-lsp's recordings.

SERVER is the program, TREE a tree in which BAD_FILE has a finding.
"""

import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

PROFILES = sorted(
    path.stem for path in (pathlib.Path(pytest_lsp.__file__).parent / "clients").glob("*.json")
)


@pytest_lsp.fixture(
    params=PROFILES,
    config=ClientServerConfig(server_command=[os.environ["SERVER"], "server"]),
)
async def client(request, lsp_client: LanguageClient):
    name, _, version = request.param.partition("_v")
    tree = pathlib.Path(os.environ["TREE"]).as_uri()
    lsp_client.profile = request.param
    lsp_client.registered = []

    # Some of these editors have files watched for the server; pytest-lsp itself has no answer to that.
    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams):
        lsp_client.registered += [registration.method for registration in params.registrations]

    result = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=client_capabilities(f"{name}@{version}"),
            workspace_folders=[types.WorkspaceFolder(uri=tree, name="tree")],
        )
    )
    lsp_client.agreed = result.capabilities.position_encoding or "utf-16"
    yield
    await lsp_client.shutdown_session()


@pytest.mark.asyncio(loop_scope="function")
async def test_finding_and_fix(client: LanguageClient):
    path = pathlib.Path(os.environ["TREE"]) / os.environ["BAD_FILE"]
    uri, text = path.as_uri(), path.read_text()
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            text_document=types.TextDocumentItem(uri=uri, language_id="shellscript", version=1, text=text)
        )
    )
    await client.wait_for_notification("textDocument/publishDiagnostics")
    found = client.diagnostics[uri]
    assert [diagnostic.code for diagnostic in found] == ["DSA102"]

    # The place is right in the units that were agreed upon.
    encoding, width = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[client.agreed]
    start, end = found[0].range.start, found[0].range.end
    line = text.split("\n")[start.line].encode(encoding)
    name = line[start.character * width : end.character * width].decode(encoding)
    assert name.replace('"', "") in found[0].message

    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=types.TextDocumentIdentifier(uri=uri),
            range=found[0].range,
            context=types.CodeActionContext(diagnostics=list(found)),
        )
    )
    assert actions[0].title.startswith("Remove the wait for")
    places = await client.text_document_references_async(
        types.ReferenceParams(
            text_document=types.TextDocumentIdentifier(uri=uri),
            position=start,
            context=types.ReferenceContext(include_declaration=True),
        )
    )
    assert [place.range.start for place in places] == [start]
    print("profile", client.profile, client.agreed, *client.registered)
