"""Passages with ticks, as a Qt model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt

from glossator.app.models.ticked import Passage, TickedPassages

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

PASSAGES = [Passage(n, f"A/79/322, para. {n}", f"Words of {n}") for n in range(3)]


@pytest.fixture
def model(qtmodeltester: ModelTester) -> TickedPassages:
    model = TickedPassages(PASSAGES)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    return model


def test_all_are_ticked_unless_it_is_said_which(model: TickedPassages) -> None:
    assert model.ticked == (0, 1, 2)
    assert TickedPassages(PASSAGES, {1}).ticked == (1,)
    assert TickedPassages(PASSAGES, ()).ticked == ()


def test_a_tick_is_taken_away_and_given_back(model: TickedPassages, qtbot: QtBot) -> None:
    index = model.index(1)
    with qtbot.waitSignal(model.dataChanged):
        assert model.setData(index, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert model.ticked == (0, 2)
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    with qtbot.assertNotEmitted(model.dataChanged):
        model.tick([1], on=False)
    model.tick([0, 1], on=True)
    assert len(model.ticked) == 3


def test_a_row_has_its_citation_and_its_words(model: TickedPassages) -> None:
    assert model.index(2).data() == "A/79/322, para. 2\nWords of 2"
    said = model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "A/79/322, para. 2: Words of 2"
    assert model.data(QModelIndex()) is None
    assert not model.setData(model.index(0), "x", Qt.ItemDataRole.EditRole)
