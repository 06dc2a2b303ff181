"""A fresh clone needs Python 3.11+ and make, gets exactly the locked packages, and works once."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
TARGETS = {"addresses", "bench", "book", "check", "citation", "clean", "epub", "links"}
TARGETS |= {"lint", "lock", "notebooks", "pdf", "release", "test"}
LOCKS = ("requirements", "requirements-cff")
SET_UP_FILES = [
    *(
        ".ci/run",
        ".ci/publish",
        ".ci/links/conf.py",
        ".editorconfig",
        ".gitattributes",
        ".gitignore",
        "CITATION.cff",
        "LICENSE",
    ),
    *("LICENSE-DATA", "Makefile", "pyproject.toml"),
    *(f"{lock}.{ending}" for lock in LOCKS for ending in ("in", "txt")),
    *(str(path.relative_to(ROOT)) for path in WORKFLOWS),
]
PICTURE = "analysis/drawing/picture.py"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/legalcode"


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def run(command, folder, **env):
    """Run a command as a newcomer's shell would, not as a part of the `make test` around it."""
    outer = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON", "STRUCTURE_ONLY", "REPRESSION_TEXTS"}
    clean = {name: value for name, value in os.environ.items() if name not in outer}
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=clean | env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def script(path, body):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body)
    path.chmod(0o755)
    return path


def direct_needs(lock="requirements"):
    """Each direct need with the comment on its line."""
    lines = [line.partition("#") for line in text(f"{lock}.in").splitlines()]
    return [(Requirement(need), reason.strip()) for need, _, reason in lines if need.strip()]


def locked(lock="requirements"):
    """Each locked package with its versions: two where Python versions need different ones."""
    versions = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text(f"{lock}.txt"), re.M):
        versions.setdefault(name.lower(), set()).add(version)
    return versions


# --- the lock ----------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS)
def test_each_direct_need_says_why_it_is_there(lock):
    assert direct_needs(lock)
    assert [str(need) for need, reason in direct_needs(lock) if not reason] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_satisfies_each_direct_need(lock):
    versions = locked(lock)
    unmet = [
        str(need)
        for need, _ in direct_needs(lock)
        if not all(need.specifier.contains(v) for v in versions.get(need.name.lower(), ["0"]))
    ]
    assert unmet == []


@pytest.mark.parametrize("lock", LOCKS)
def test_each_locked_package_carries_a_hash(lock):
    entries = re.split(r"^(?=[\w.-]+==)", text(f"{lock}.txt"), flags=re.M)[1:]
    assert len(entries) > len(direct_needs(lock))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_jupyter_book_stays_below_2():
    assert {version.split(".")[0] for version in locked()["jupyter-book"]} == {"1"}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_says_how_it_was_made(lock):
    assert "make lock" in text(f"{lock}.txt").split("==")[0]


# --- the files ---------------------------------------------------------------------------


def test_help_lists_every_target_and_nothing_else():
    listed = run(["make"], ROOT).stdout.splitlines()
    assert {line.split()[1] for line in listed} == TARGETS | {"help"}
    for target in TARGETS:
        dry_run = run(["make", "--dry-run", target], ROOT)
        assert "No rule" not in dry_run.stderr, dry_run.stderr


@pytest.mark.parametrize("name", SET_UP_FILES)
def test_a_set_up_file_names_no_host_and_no_machine_path(name):
    content = text(name).replace(LICENCE_URL, "")
    if name == "CITATION.cff":  # but for the address of the book itself
        content = re.sub(r"^url: .*$", "", content, flags=re.M)
    assert re.findall(r"\w+://\S+|--(?:extra-)?index-url|--find-links", content) == []
    assert re.findall(r"(?<![\w.$)}])/(?:home|mnt|opt|root|tmp|Users|work)/\S*", content) == []


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert yaml.safe_load(text("CITATION.cff"))["version"] == project["version"]
    assert json.loads(text("data/release/manifest.json"))["version"] == project["version"]


# --- the workflows -----------------------------------------------------------------------


def actionlint(*paths):
    return run([BIN / "actionlint", "-shellcheck=", "-pyflakes=", *paths], ROOT)


def test_the_workflows_pass_actionlint():
    assert WORKFLOWS
    checked = actionlint(*WORKFLOWS)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_actionlint_finds_a_fault_when_there_is_one(tmp_path):
    broken = tmp_path / "broken.yml"
    broken.write_text(WORKFLOWS[0].read_text().replace("runs-on:", "run-on:"))
    assert actionlint(broken).returncode == 1


def test_the_workflow_runs_what_ci_runs_and_may_only_read():
    workflow = yaml.safe_load(text(".github/workflows/ci.yml"))
    steps = workflow["jobs"]["book"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == ["bash .ci/run"]
    assert workflow["permissions"] == {"contents": "read"}


def test_each_action_is_pinned_by_commit():
    used = [line for path in WORKFLOWS for line in re.findall(r"uses: *(.*)", path.read_text())]
    assert used
    pinned = re.compile(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+")
    assert [line for line in used if not pinned.fullmatch(line)] == []


# --- .ci/run -----------------------------------------------------------------------------


@pytest.fixture
def ci(tmp_path):
    """Copy .ci/run beside stand-ins for make and the browser; make says what it was asked."""
    shutil.copytree(ROOT / ".ci", tmp_path / "clone/.ci")
    script(tmp_path / "bin/chromium", "#!/bin/sh\n")
    script(
        tmp_path / "bin/make",
        '#!/bin/sh\necho "$1 browser=$REQUIRE_BROWSER texts=${REPRESSION_TEXTS:-none}"\n',
    )

    def call(**env):
        path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
        return run(["bash", ".ci/run"], tmp_path / "clone", PATH=path, PYTHON=sys.executable, **env)

    return call


def test_ci_builds_and_tests_with_the_texts_and_a_browser(ci, tmp_path):
    (tmp_path / "shared/sources").mkdir(parents=True)
    texts = f"{tmp_path}/clone/../shared/sources"
    assert ci().stdout.splitlines() == [
        f"book browser=1 texts={texts}",
        f"test browser=1 texts={texts}",
    ]


def test_ci_stops_with_one_line_when_the_texts_are_missing(ci):
    stopped = ci()
    assert (stopped.returncode, stopped.stdout) == (1, "")
    assert stopped.stderr.splitlines() == [
        ".ci/run: no source texts in ../shared/sources (STRUCTURE_ONLY=1 does without)"
    ]


def test_ci_without_the_texts_says_so(ci):
    said = ci(STRUCTURE_ONLY="1").stdout.splitlines()
    assert said[0] == ".ci/run: STRUCTURE_ONLY=1, so no passage is compared with the source texts"
    assert said[1:] == ["book browser=1 texts=none", "test browser=1 texts=none"]


# --- the environment ---------------------------------------------------------------------


@pytest.fixture
def clone(tmp_path):
    """Copy what the environment is made from, without an environment."""
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def python_that(clone, *, lies):
    """Write a Python that changes itself before it does what it is asked."""
    body = f"import sys; {lies}; exec(sys.argv[2])"
    return script(clone / "a-python", f"#!/bin/sh\nexec '{sys.executable}' -c '{body}' \"$@\"\n")


OLD = "Python 3.11 or newer is needed and"
BARE = "has no ensurepip module and so cannot make .venv"


@pytest.mark.parametrize(
    ("lies", "reason"),
    [
        ("sys.version_info = (3, 10, 13)", OLD),
        ("sys.exit(127)", OLD),
        ('sys.modules["ensurepip"] = None', BARE),
    ],
    ids=["an old one", "none at all", "one without ensurepip"],
)
def test_a_python_that_will_not_do_gets_one_line(clone, lies, reason):
    python = python_that(clone, lies=lies)
    for target in ("book", "test", "lock"):
        stopped = run(["make", target], clone, PYTHON=str(python))
        (line,) = stopped.stderr.splitlines()
        assert (stopped.returncode, stopped.stdout) == (2, "")
        assert reason in line
        assert str(python) in line


def test_a_failed_installation_is_not_taken_for_a_whole_one(clone):
    (clone / "requirements.txt").write_text(f"absent==1 --hash=sha256:{'0' * 64}\n")
    offline = {"PYTHON": sys.executable, "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    assert run(["make", "check"], clone, **offline).returncode != 0
    assert not list(clone.glob(".venv/.*ed"))
    again = run(["make", "--dry-run", "check"], clone, **offline)
    assert "--requirement requirements.txt" in again.stdout


# --- the book ----------------------------------------------------------------------------


@pytest.fixture
def book(clone):
    """Lay out a small book whose environment is this one, with make's real recipes."""
    for name in (
        PICTURE,
        "data/d.csv",
        "book/one.md",
        "book/two.md",
        "_config.yml",
    ):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        (clone / name).write_text("# A\n")
    (clone / "book/_toc.yml").write_text("{format: jb-book, root: one, chapters: [{file: two}]}\n")
    (clone / ".venv").mkdir()
    (clone / ".venv/bin").symlink_to(BIN)
    (clone / ".venv/.locked").touch()
    (clone / ".venv/.installed").touch()
    return clone


@pytest.fixture
def counted(book):
    """Let the builder be one that only counts, and that fails where a chapter is broken."""
    (book / ".venv/bin").unlink()
    script(
        book / ".venv/bin/jupyter-book",
        "#!/bin/sh\necho built >> builds\nmkdir -p _build/html _build/.jupyter_cache/results\n"
        "! grep -q broken book/*\n",
    )

    def builds():
        run(["make", "book"], book)
        return len((book / "builds").read_text().splitlines())

    assert builds() == 1
    return builds


def test_an_unchanged_book_is_not_built_again(counted, book):
    (book / "book/one.md").touch()
    assert counted() == 1


@pytest.mark.parametrize("name", ["book/one.md", PICTURE, "data/d.csv", "_config.yml"])
def test_a_changed_file_builds_the_book_again(counted, book, name):
    (book / name).write_text("# B\n")
    assert (counted(), counted()) == (2, 2)


def test_a_file_that_is_gone_or_new_builds_the_book_again(counted, book):
    (book / "book/one.md").rename(book / "book/three.md")
    assert (counted(), counted()) == (2, 2)


def test_a_failed_build_is_tried_again(counted, book):
    (book / "book/one.md").write_text("broken\n")
    assert (counted(), counted()) == (2, 3)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("book/one.md", True), (PICTURE, False), ("data/d.csv", False)],
)
def test_stored_results_last_as_long_as_what_they_are_computed_from(counted, book, name, kept):
    (book / "_build/.jupyter_cache/result").touch()
    (book / name).write_text("# B\n")
    counted()
    assert (book / "_build/.jupyter_cache/result").exists() == kept


def test_a_warning_fails_the_build_each_time(book):
    (book / "_config.yml").write_text("title: A\n")
    assert run(["make", "book"], book).returncode == 0
    (book / "book/two.md").write_text("# Two\n\n{ref}`nowhere`\n")
    for _ in range(2):
        failed = run(["make", "book"], book)
        assert failed.returncode != 0
        assert "nowhere" in failed.stderr


def test_notebooks_stores_outputs_without_time_or_machine(book):
    cell = {"cell_type": "code", "id": "a", "metadata": {"tags": ["t"]}, "source": "6 * 7"}
    cell |= {"outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path = book / "book/a.ipynb"
    path.write_text(json.dumps(notebook))
    assert run(["make", "notebooks"], book).returncode == 0
    stored = json.loads(path.read_text())
    assert stored["cells"][0]["outputs"][0]["data"] == {"text/plain": ["42"]}
    assert stored["cells"][0]["metadata"] == {"tags": ["t"]}
    assert set(stored["metadata"]) <= {"kernelspec"}
