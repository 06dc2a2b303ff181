"""A tag publishes only what was built and tested, under its own version, with few rights."""

import hashlib
import os
import shutil
import subprocess

import pytest
import yaml
from conftest import ROOT
from test_setup import BIN, WORKFLOWS, script

VERSION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"]
MADE = ("_build/html/book.pdf", "_build/html/book.epub", "_build/data.zip")


def workflow(name):
    return yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text(encoding="utf-8"))


@pytest.fixture
def publish(tmp_path):
    """Copy .ci/publish beside stand-ins for the tests and make, which makes the files given."""
    clone = tmp_path / "clone"
    (clone / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci/publish", clone / ".ci")
    shutil.copy(ROOT / "CITATION.cff", clone)

    def call(*tag, made=MADE, tested=True):
        script(clone / ".ci/run", f"echo tested >> log\n{str(tested).lower()}\n")
        writes = "".join(f"mkdir -p $(dirname {f}); echo {f} > {f}\n" for f in made)
        script(tmp_path / "bin/make", f'#!/bin/sh\necho "make $*" >> log\n{writes}')
        path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
        command = ["bash", ".ci/publish", *tag]
        done = subprocess.run(
            command, cwd=clone, env=os.environ | {"PATH": path}, capture_output=True, text=True
        )
        log = clone / "log"
        return done, log.read_text().splitlines() if log.exists() else []

    return call


def test_a_release_is_tested_made_and_given_checksums(publish, tmp_path):
    done, log = publish(f"v{VERSION}")
    assert (done.returncode, done.stderr) == (0, "")
    assert log == ["tested", "make pdf epub release"]
    attached = tmp_path / "clone/_build/attached"
    assert {path.name for path in attached.iterdir()} == {
        *("book.pdf", "book.epub", "data.zip", "SHA256SUMS")
    }
    for line in (attached / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((attached / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("tag", ["v9.9.9", VERSION, f"v{VERSION}-draft"])
def test_a_tag_that_is_not_the_version_stops_before_anything_is_built(publish, tag):
    done, log = publish(tag)
    assert done.returncode == 1
    assert done.stderr == (
        f".ci/publish: the tag is {tag}; allowed: v{VERSION}, the version in CITATION.cff\n"
    )
    assert log == []


def test_a_failed_test_stops_before_anything_is_made(publish):
    done, log = publish(f"v{VERSION}", tested=False)
    assert (done.returncode, log) == (1, ["tested"])


@pytest.mark.parametrize("lost", MADE)
def test_a_file_that_was_not_made_stops_the_release(publish, lost):
    done, _ = publish(f"v{VERSION}", made=[file for file in MADE if file != lost])
    assert done.returncode == 1
    assert f"one file .{lost.rpartition('.')[2]} is to be attached" in done.stderr


def test_two_files_of_one_kind_stop_the_release(publish):
    done, _ = publish(f"v{VERSION}", made=[*MADE, "_build/old/older.zip"])
    assert done.returncode == 1
    assert "data.zip" in done.stderr
    assert "older.zip" in done.stderr


# --- the workflows -----------------------------------------------------------------------


def zizmor(*paths):
    command = [BIN / "zizmor", "--offline", "--quiet", *paths]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def test_the_workflows_pass_zizmor():
    checked = zizmor(*WORKFLOWS)
    assert checked.returncode == 0, checked.stdout


def test_zizmor_finds_a_fault_when_there_is_one(tmp_path):
    broken = tmp_path / "publish.yml"
    source = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    broken.write_text(source.replace('"$TAG"', "${{ github.ref_name }}"), encoding="utf-8")
    assert zizmor(broken).returncode != 0


@pytest.mark.parametrize("name", ["publish", "links"])
def test_no_job_may_write_that_runs_code_of_the_project(name):
    described = workflow(name)
    assert described["permissions"] == {}
    for job in described["jobs"].values():
        checks_out = any("actions/checkout" in step.get("uses", "") for step in job["steps"])
        writes = "write" in job["permissions"].values()
        assert not (checks_out and writes)
        if checks_out:
            assert job["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_checkout_leaves_credentials_behind(path):
    steps = [step for job in workflow(path.stem)["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if "actions/checkout" in step.get("uses", "")]
    assert all(step["with"] == {"persist-credentials": False} for step in checkouts)


def test_links_are_asked_on_a_schedule_and_never_on_a_change():
    # YAML reads the key `on` as true.
    assert set(workflow("links")[True]) == {"schedule", "workflow_dispatch"}


def test_pages_and_files_wait_for_the_tests():
    jobs = workflow("publish")["jobs"]
    assert {name for name, job in jobs.items() if job.get("needs") == "build"} == {
        *("pages", "attach")
    }
    assert any("bash .ci/publish" in step.get("run", "") for step in jobs["build"]["steps"])
