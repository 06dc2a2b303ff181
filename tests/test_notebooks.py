"""Notebooks say and modules do: a chapter loads, shows and explains."""

import ast
import re

import nbformat
import pytest

from analysis.ground.paths import ROOT

NOTEBOOKS = sorted((ROOT / "book").rglob("*.ipynb"))
MOST_LINES, MOST_CELLS = 8, 12


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.relative_to(ROOT / "book").as_posix())
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_chapters():
    assert NOTEBOOKS


def test_a_cell_is_short_and_defines_nothing(notebook):
    for cell in code_cells(notebook):
        tree = ast.parse(cell.source)
        statements = [
            node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)
        ]
        lines = sum(node.end_lineno - node.lineno + 1 for node in statements)
        assert lines <= MOST_LINES, cell.source
        defined = (
            ast.FunctionDef,
            ast.AsyncFunctionDef,
            ast.ClassDef,
            ast.Lambda,
            ast.For,
            ast.While,
        )
        assert not any(isinstance(node, defined) for node in ast.walk(tree)), cell.source


def test_a_chapter_has_few_cells_of_code(notebook):
    assert len(code_cells(notebook)) <= MOST_CELLS


def test_outputs_are_stored_in_the_order_of_the_cells_and_none_is_an_error(notebook):
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert all(output.output_type != "error" for cell in cells for output in cell.outputs)
    assert any(cell.outputs for cell in cells)


def test_no_cell_reaches_the_network_or_a_path_of_one_machine(notebook):
    for cell in notebook.cells:
        assert not re.search(
            r"\b(requests|urllib|socket|http)\b|/home/|/Users/|[A-Z]:\\", cell.source
        )
