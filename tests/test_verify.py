"""A zip of the data is compared with its own list: what differs, is missing or extra is named."""

import io
import shutil
import subprocess
import zipfile

import pytest
from archive_fixture import contents, unpack, zipped
from coding_fixture import run
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.archive.manifest import NAME, differences, manifest
from analysis.archive.verify import compared, verify
from analysis.archive.zipped import packed, unpacked
from analysis.ground.edition import read_edition
from analysis.ground.problems import BadInput

EVENTS = "data/release/events.csv"
DAY = read_edition().released
SMALL = {"a.csv": b"one\n", "b/c.csv": b"two\n" * 9}
SMALL |= {NAME: manifest(SMALL)}


@pytest.fixture
def verified(tmp_path, capsys):
    """Verify bytes as a zip; return the exit code and the lines, without the path."""

    def call(content):
        path = tmp_path / "data.zip"
        path.write_bytes(content)
        code, out, err = run(capsys, "verify", path)
        return code, [line.removeprefix(f"{path}: ") for line in [*out, *err]]

    return call


def of(files):
    return packed(files, DAY)


# --- what is whole -----------------------------------------------------------------------


def test_the_zip_is_as_it_was_released(verified):
    files = len(contents()) - 1
    assert verified(zipped()) == (0, [f"{files} files as released, none missing, none extra"])


def test_so_is_the_folder_that_it_was_unpacked_to(tmp_path, capsys):
    folder = unpack(contents(), tmp_path / "here")
    code, out, err = run(capsys, "verify", folder)
    assert (code, err) == (0, [])
    assert out[0].endswith("files as released, none missing, none extra")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_the_list_is_one_that_sha256sum_checks(tmp_path):
    folder = unpack(contents(), tmp_path)
    command = ["sha256sum", "--check", "--strict", "--quiet", NAME]
    assert subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout == ""
    (folder / EVENTS).write_bytes(b"event_id\n")
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert told.stdout.splitlines() == [f"{EVENTS}: FAILED"]


def test_the_list_has_every_file_but_itself():
    listed = [line[66:] for line in contents()[NAME].decode().splitlines()]
    assert listed == sorted(set(contents()) - {NAME})


# --- what is not -------------------------------------------------------------------------


def test_a_file_with_one_changed_byte_is_named(verified):
    changed = contents()[EVENTS].replace(b"2020", b"2021", 1)
    assert verified(of(contents() | {EVENTS: changed})) == (
        1,
        [f"{EVENTS} differs from its checksum in {NAME}"],
    )


def test_one_changed_byte_of_the_zip_itself_is_told_with_the_file_it_is_in(verified):
    at = zipped().index(contents()[EVENTS]) + 100
    broken = bytearray(zipped())
    broken[at] ^= 1
    code, lines = verified(bytes(broken))
    assert code == 1
    assert lines == [f"{EVENTS} differs: it cannot be taken out of the zip"]


def test_what_is_missing_and_what_is_extra_are_named_a_line_each(verified):
    files = dict(contents())
    del files[EVENTS]
    assert verified(of(files | {"data/release/more.csv": b"x\n"})) == (
        1,
        [
            f"{EVENTS} is missing",
            f"data/release/more.csv is extra: {NAME} does not list it",
        ],
    )


@settings(deadline=None)
@given(st.integers(0, len(of(SMALL)) - 1), st.integers(1, 255))
def test_no_changed_byte_anywhere_goes_unseen(at, change):
    """Neither in a file nor in what the zip says of it; an error of the library is no answer."""
    broken = bytearray(of(SMALL))
    broken[at] ^= change
    assert told(bytes(broken))


def told(content):
    """What is wrong with a zip; nothing where it is as it was released."""
    try:
        return compared(content, "z")
    except BadInput as bad:
        return bad.problems


@settings(deadline=None)
@given(st.integers(0, len(of(SMALL)) - 1))
def test_a_zip_that_was_cut_off_is_no_zip(length):
    with pytest.raises(BadInput):
        unpacked(of(SMALL)[:length], "z")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no zip", "is no zip that can be read: File is not a zip file"),
        (b"", "is no zip that can be read: File is not a zip file"),
        (of({}), "is no zip that can be read: no file is in it"),
        (of({"a": b""}), f"holds no {NAME}, so it is no archive of this data"),
        (of({"a": b"", NAME: b"a\n"}), f"{NAME} differs from what was written: line 1 is no "
         "checksum with a path"),
        (of({NAME: b"\xff"}), f"{NAME}: byte 0xff at position 0 is not UTF-8; save the file as "
         "UTF-8"),
    ],
    ids=["words", "nothing", "no file", "no list", "no checksum", "no words"],
)  # fmt: skip
def test_what_is_no_archive_is_told_in_one_line(verified, content, told):
    assert verified(content) == (1, [told])


def test_a_file_that_is_not_there_is_told_in_one_line(tmp_path, capsys):
    path = tmp_path / "none.zip"
    assert run(capsys, "verify", path) == (1, [], [f"{path}: is missing"])


def test_a_file_that_is_listed_twice_is_told():
    twice = SMALL[NAME] + SMALL[NAME].splitlines(keepends=True)[0]
    with pytest.raises(BadInput) as told:
        list(differences(SMALL | {NAME: twice}, "z"))
    assert str(told.value) == f"z: {NAME} differs from what was written: line 3 repeats a path"


def test_a_zip_that_another_program_packed_is_not_the_one_that_was_released(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as other:
        for path, file in SMALL.items():
            other.writestr(path, file)
    (tmp_path / "other.zip").write_bytes(content.getvalue())
    with pytest.raises(BadInput, match="the zip around it was changed"):
        verify(tmp_path / "other.zip")
