"""The five documents at the root say what is so: each command, file, module and row they name."""

import ast
import csv
import json
import re
import shlex
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import yaml

from analysis.__main__ import main
from analysis.text import words

ROOT = Path(__file__).parents[1]
DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "ETHICS.md", "CHANGELOG.md"]
PACKAGE = ROOT / "analysis"
MODULES = {
    str(path.relative_to(PACKAGE).with_suffix("")): path
    for path in PACKAGE.rglob("*.py")
    if path.stem != "__init__"
}
# The only page outside the project that a document links to, and the reason is in ETHICS.md.
OUTSIDE = {"https://findahelpline.com"}
# The headings under which ETHICS.md keeps what the design asks for, in the order of the design.
SUBJECTS = [
    "Who is named",
    "Minors",
    "Health",
    "Suicide",
    "Sexual privacy",
    "Presumption of innocence",
    "Readers and sources in Russia",
    "No enrichment",
    "Removal and correction",
    "Principles",
    "Legal note",
    "What is checked and what is only promised",
]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def rows(table, stage="coding"):
    with (ROOT / f"data/{stage}/{table}.csv").open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def blocks(name, language):
    """Each fenced block of a language, without the indentation of the list it stands in."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text(name), re.M | re.S)
    return [re.sub(rf"^{indent}", "", block, flags=re.M) for indent, block in found]


def commands(name):
    """Each line of a shell block and each piece of code in the prose, without its comment."""
    lines = [line for block in blocks(name, "sh") for line in block.splitlines()]
    inline = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text(name))
    return [shlex.split(line, comments=True) for line in lines if line.strip()] + [
        piece.split() for piece in inline
    ]


def headings(name, level="#+"):
    return re.findall(rf"^{level} (.+)$", text(name), re.M)


def anchor(heading):
    """What a heading is called in a link to it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def links(name):
    return re.findall(r"\]\(([^)\s]+)\)", text(name))


# --- commands ----------------------------------------------------------------------------


def test_readme_names_the_two_commands_and_no_third():
    (block,) = blocks("README.md", "sh")
    assert [shlex.split(line, comments=True) for line in block.splitlines()] == [
        ["make", "book"],
        ["make", "test"],
    ]


def test_each_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z]+):.*## ", text("Makefile"), re.M))
    named = {
        target
        for name in DOCUMENTS
        for command in commands(name)
        if command[0] == "make"
        for target in command[1:]
    }
    assert {"book", "test", "check", "lint", "release", "notebooks"} <= named
    assert named - targets == set()


def test_each_command_of_the_package_that_is_named_exists_with_its_options(capsys):
    named = [command for name in DOCUMENTS for command in commands(name)]
    options = {piece for command in named for piece in command if piece.startswith("--")}
    subcommands = {
        command[3] for command in named if command[1:3] == ["-m", "analysis"] and command[3:]
    }
    for subcommand in subcommands:
        with pytest.raises(SystemExit) as stopped:
            main([subcommand, "--help"])
        assert stopped.value.code == 0
    helped = capsys.readouterr().out
    assert "locate" in subcommands
    assert {option for option in options if option not in helped} == set()


def test_each_example_of_locate_asks_for_a_document_of_the_corpus():
    examples = [command for command in commands("CONTRIBUTING.md") if "locate" in command]
    assert examples
    for *_, document, words_in_it in examples:
        assert rows("documents")[document]["layer"] == "corpus"
        assert len(words.spans(words_in_it)) <= words.MOST_IN_A_PHRASE


# --- examples ----------------------------------------------------------------------------


def test_the_python_of_readme_runs():
    (example,) = blocks("README.md", "python")
    seen = {}
    exec(example, seen)  # the reader's own words, not ours: they must run as they stand
    assert "C074" in set(seen["case"].claims["claim_id"])


def test_the_claim_that_readme_reads_is_the_row_in_the_data():
    shown = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", text("README.md"), re.M))
    assert shown == {
        column: cell for column, cell in rows("claims")[shown["claim_id"]].items() if cell
    }


def test_the_conflicts_that_readme_tells_of_are_in_the_release():
    conflicts = rows("conflicts", "release")
    computed = conflicts["C074-computed"]
    days = f"{computed['computed_low']} to {computed['computed_high']} {computed['computed_unit']}"
    assert f"they leave {days}" in text("README.md")
    assert computed["chosen_claim_id"] == ""
    assert conflicts["C020-C023"]["conflict_kind"] == "granular"
    assert rows("claims")["C020"]["value"] == "door_sawn"
    assert rows("claims")["C023"]["value"] == "door_broken_down"


def test_each_id_in_readme_is_in_the_data():
    tables = {"C": "claims", "D": "documents", "E": "events", "P": "passages", "R": "roots"}
    named = set(re.findall(r"\b[CDEPR]\d{2,3}\b", text("README.md")))
    assert {name for name in named if name not in rows(tables[name[0]])} == set()
    assert named


# --- modules -----------------------------------------------------------------------------


def rooms():
    """Each module that ARCHITECTURE.md names, with its room, in their order."""
    table = re.findall(
        r"^\| (?:\*\*(\w+)\*\*)? ?\| `([\w/]+)\.py` \|", text("ARCHITECTURE.md"), re.M
    )
    found, room = {}, None
    for opened, module in table:
        room = opened or room
        found[module] = room
    return found


def imported(module):
    """The modules of the package that a module imports, wherever in the file it does so."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("analysis."):
            whole = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found |= {name.removeprefix("analysis.").replace(".", "/") for name in whole}
    return found & set(MODULES)


def test_architecture_names_every_module_once_and_no_other():
    named = re.findall(
        r"`([\w/]+)\.py`", text("ARCHITECTURE.md").split("The modules of")[1].split("\n## ")[0]
    )
    assert sorted(named) == sorted(MODULES)
    assert sorted(rooms()) == sorted(MODULES)


def test_a_room_leans_only_on_those_above_it():
    order = list(dict.fromkeys(rooms().values()))
    upward = [
        f"{module} imports {other}"
        for module in MODULES
        for other in imported(module)
        if order.index(rooms()[other]) > order.index(rooms()[module])
    ]
    assert upward == []


def test_a_room_is_a_folder():
    folders = {module: module.split("/")[0] if "/" in module else "door" for module in MODULES}
    assert {module: room.lower() for module, room in rooms().items()} == folders


def test_a_chapter_needs_nothing_of_another():
    def chapter(module):
        return module.split("/")[1]

    chapters = [module for module in MODULES if module.startswith("chapters/")]
    assert chapters
    crossing = [
        f"{module} imports {other}"
        for module in chapters
        for other in imported(module)
        if other.startswith("chapters/") and chapter(other) != chapter(module)
    ]
    assert crossing == []


def test_no_modules_import_each_other():
    graph = {module: imported(module) for module in MODULES}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


def test_no_module_has_more_than_300_lines():
    lengths = {
        name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()
    }
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_only_one_module_reads_and_writes():
    doors = {"open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "read_csv"}
    doors |= {"to_csv", "unlink", "mkdir", "rename", "replace_file", "read_json", "savefig"}
    through = []
    for name, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr=attr, value=ast.Name(id="files"))):
                    continue
                case ast.Call(func=ast.Attribute(attr=attr) | ast.Name(id=attr)) if attr in doors:
                    through.append(f"{name}: {attr}")
    assert {entry for entry in through if not entry.startswith("ground/files: ")} == set()
    assert any(entry.startswith("ground/files: ") for entry in through)


def test_every_folder_of_the_package_is_installed():
    folders = {path.parent for path in PACKAGE.rglob("__init__.py")}
    listed = tomllib.loads(text("pyproject.toml"))["tool"]["setuptools"]["packages"]
    assert {str(folder.relative_to(ROOT)).replace("/", ".") for folder in folders} == set(listed)


# --- links and names ---------------------------------------------------------------------


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_link_leads_somewhere_in_the_project(name):
    broken = []
    for link in set(links(name)) - OUTSIDE:
        path, _, place = link.partition("#")
        target = (ROOT / (path or name)).resolve()
        here = target.is_relative_to(ROOT) and target.exists()
        if not here or (place and place not in map(anchor, headings(path or name))):
            broken.append(link)
    assert links(name)
    assert broken == []


def test_readme_shows_the_first_figure_and_says_what_is_on_it():
    ((words_for_it, picture),) = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text("README.md"))
    assert picture == "book/_static/first-figure.svg"
    assert "<svg" in text(picture)
    assert len(words.spans(words_for_it)) > 20


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_no_other_host_and_no_machine_path(name):
    addresses = set(re.findall(r"\w+://[^\s)>\]]+", text(name)))
    assert addresses - OUTSIDE == set()
    assert re.findall(r"--(?:extra-)?index-url|--find-links|\bpypi\b", text(name), re.I) == []
    assert re.findall(r"(?<![\w.$)}\]])/(?:home|mnt|opt|root|tmp|Users|work)/\S*", text(name)) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_file_that_is_named_in_code_exists(name):
    named = re.findall(r"`((?:analysis|book|data|tests)/[\w./-]+|\w+\.py)`", text(name))
    places = [ROOT, ROOT / "analysis"]
    assert [path for path in named if not any((place / path).exists() for place in places)] == []


def test_each_table_that_contributing_names_is_described():
    schema = yaml.safe_load(text("data/datapackage.yaml"))
    described = {Path(resource["path"]).name for resource in schema["resources"]}
    named = set(re.findall(r"([a-z_]+\.csv)\b", text("CONTRIBUTING.md")))
    assert "coverage.csv" in named
    assert named - described == set()


# --- ethics ------------------------------------------------------------------------------


def test_ethics_has_a_section_for_each_subject_of_the_design():
    assert headings("ETHICS.md", "##") == SUBJECTS


def test_each_check_that_ethics_names_is_there():
    named = re.findall(r"\| `(\w+)` in `(\S+)` \|", text("ETHICS.md"))
    missing = [
        f"{function} in {path}" for function, path in named if f"def {function}(" not in text(path)
    ]
    assert named
    assert missing == []


def test_people_whom_ethics_names_are_public_in_the_data_and_no_others_are():
    people = [row for row in rows("entities").values() if row["kind"] == "person"]
    public = {row["label"].split()[-1] for row in people if row["naming"] == "public"}
    named = text("ETHICS.md").split("Named are")[1].split("Nobody else is")[0]
    assert {name for name in public if name not in named} == set()
    assert set(re.findall(r"(?<=: |, |d )[A-Z]\w+(?=[,;.]| and)", named)) == public


def test_the_help_line_stands_with_the_section_on_suicide():
    section = text("ETHICS.md").split("## Suicide")[1].split("\n## ")[0]
    assert "findahelpline.com" in section
    assert re.findall(r"\d", section) == []  # a number of ours could be wrong


# --- versions ----------------------------------------------------------------------------


def test_the_newest_version_is_the_same_everywhere():
    citation = yaml.safe_load(text("CITATION.cff"))
    versions = {
        "CITATION.cff": citation["version"],
        "the release": json.loads(text("data/release/manifest.json"))["version"],
        "pyproject.toml": tomllib.loads(text("pyproject.toml"))["project"]["version"],
    }
    newest = re.search(r"^## \[(.+?)\] - (\S+)$", text("CHANGELOG.md"), re.M)
    assert set(versions.values()) == {newest[1]}
    assert str(citation["date-released"]) == newest[2]


def test_contributing_lists_the_columns_of_the_log():
    columns = list(next(iter(rows("corrections").values())))[1:]
    assert columns == ["date", "table", "row_id", "what", "why"]
    assert "the day, the table, the row, what changed and why" in text("CONTRIBUTING.md")
