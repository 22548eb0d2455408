"""A language is added by a file whose folder is named by two letters."""

from pathlib import Path

import pytest

from grants.web.languages import LANGUAGES, offer_those_in


@pytest.mark.parametrize("code", ["ltg", "lv_LV", "x"])
def test_a_code_for_which_there_is_no_room_is_refused_by_name(code: str, tmp_path: Path) -> None:
    catalogue = tmp_path / code / "LC_MESSAGES" / "messages.mo"
    catalogue.parent.mkdir(parents=True)
    catalogue.touch()
    before = dict(LANGUAGES)
    with pytest.raises(ValueError, match=f"{code}.*two letters"):
        offer_those_in(tmp_path)
    assert before == LANGUAGES
