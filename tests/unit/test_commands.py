"""Ctrl-C ends a command for sure."""

import signal
import sys

import pytest

from grants.commands import Interruption


class Cleaned:
    """Something during whose cleaning up a signal arrives: Python drops what is raised there."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


def test_a_signal_interrupts_at_once() -> None:
    with Interruption(signal.SIGTERM), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGTERM)


def test_an_interruption_that_was_dropped_is_raised_at_the_next_check(monkeypatch: pytest.MonkeyPatch) -> None:
    dropped: list[sys.UnraisableHookArgs] = []
    monkeypatch.setattr(sys, "unraisablehook", dropped.append)
    with Interruption() as interruption:
        Cleaned()
        assert dropped
        with pytest.raises(KeyboardInterrupt):
            interruption.check()


def test_a_second_signal_does_not_cut_off_the_tidying_up() -> None:
    with Interruption():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)


def test_nothing_is_interrupted_without_a_signal() -> None:
    with Interruption() as interruption:
        interruption.check()


def test_what_heard_the_signal_before_hears_it_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interruption():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before
