"""How much time is left is said coarser the further away the moment is."""

from datetime import timedelta

import pytest
from flask import Flask

from grants import clock
from grants.web.filters import time_left


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=12, hours=3), "12 days left"),
        (timedelta(days=2), "2 days left"),
        (timedelta(days=2, seconds=-1), "47 h 59 min left"),
        (timedelta(hours=1), "1 h 0 min left"),
        (timedelta(minutes=59, seconds=59), "59 min left"),
        (timedelta(minutes=1), "1 min left"),
        (timedelta(seconds=59), "less than a minute left"),
        (timedelta(0), "the time is over"),
        (timedelta(seconds=-1), "the time is over"),
    ],
)
def test_time_left_is_said(frame: Flask, left: timedelta, words: str) -> None:
    with frame.test_request_context(headers={"Accept-Language": "en"}):
        assert time_left(clock.now() + left) == words
