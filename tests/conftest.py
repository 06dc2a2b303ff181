"""What the tests of the built book share: its pages, a build that is up to date, a browser."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
HTML = ROOT / "_build" / "html"
GENERATED = ("search", "genindex")  # pages of the built book that the contents do not list
# The tests visit no other host, so Chromium need not ask its own for updates and the like.
CHROMIUM_FLAGS = [
    "--no-sandbox",  # needed by root, as whom CI often runs
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pages() -> list[str]:
    """The pages that the table of contents lists, as file names without their ending."""
    toc = yaml.safe_load((ROOT / "book" / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *_files_in(toc)]


def _files_in(entry: dict) -> Iterator[str]:
    for below in ("parts", "chapters", "sections"):
        for child in entry.get(below, []):
            if "file" in child:
                yield str(Path(child["file"]).with_suffix(""))
            yield from _files_in(child)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a `page` on every page of the book."""
    if "page" in metafunc.fixturenames:
        metafunc.parametrize("page", pages())


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built book. `make book` does nothing where the book is up to date."""
    built = subprocess.run(["make", "book"], cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, f"make book failed:\n{built.stdout}\n{built.stderr}"
    return HTML


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that the system installed: playwright brings none of its own."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        needed = "Chromium is needed and not installed (on Debian the package chromium)"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(needed)
        pytest.skip(needed)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield running
        running.close()
