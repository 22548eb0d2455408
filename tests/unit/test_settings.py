"""A wrong setting is refused when the service starts, not when somebody needs it."""

import pytest

from config import SHORTEST_KEY, Settings, SettingsError


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL_FROM", "Konkursi"),
        ("STORAGE_URL", "s3://bucket"),
        ("STORAGE_URL", "s3://key@host/bucket"),
        ("STORAGE_URL", "s3://key:secret@host/"),
        ("STORAGE_URL", "https://host/bucket"),
        ("CLAMD_URL", "127.0.0.1:3310"),
        ("CLAMD_URL", "unix:"),
        ("TIMEZONE", "Europe/Rga"),
        ("QUIET_HOURS", "22"),
        ("QUIET_HOURS", "22-24"),
        ("QUIET_HOURS", "²-7"),
        ("TIMEZONE", "../etc/passwd"),
        ("PROXIES", "-1"),
        ("MAIL_RECIPIENTS", "everyone"),
        ("MAIL_RATE", "many"),
        ("BOUNCES_URL", "imaps://host/INBOX"),
        ("BOUNCES_URL", "maildir:"),
        ("BOUNCES_SECRET", "short"),
        ("METRICS_TOKEN", "short"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL_FROM", "Konkursi <konkursi@example.lv>"),
        ("STORAGE_URL", "/srv/files"),
        ("CLAMD_URL", "tcp://127.0.0.1:3310"),
        ("CLAMD_URL", "unix:///run/clamav/clamd.ctl"),
        ("STORAGE_URL", "file:///srv/files"),
        ("STORAGE_URL", "s3://key:secret@host:9000/bucket/folder?region=eu-north-1"),
        ("TIMEZONE", "Europe/Vilnius"),
        ("MAIL_RECIPIENTS", "anna@example.org, @example.net"),
        ("BOUNCES_URL", "imaps://user:password@host/INBOX"),
        ("BOUNCES_URL", "maildir:///srv/bounces"),
    ],
)
def test_a_right_setting_is_taken_as_it_is(name: str, value: str) -> None:
    assert getattr(Settings.from_environment({name: value}), name.lower()) == value


@pytest.mark.parametrize("address", ["https://konkursi.example.lv", "http://localhost.example.lv"])
def test_development_is_refused_on_a_public_address(address: str) -> None:
    with pytest.raises(SettingsError, match="loopback"):
        Settings.from_environment({"DEVELOPMENT": "1", "BASE_URL": address})


@pytest.mark.parametrize("key", ["", "x" * (SHORTEST_KEY - 1)])
def test_nothing_is_served_with_a_key_that_can_be_guessed(key: str) -> None:
    settings = Settings(
        secret_key=key,
        base_url="https://konkursi.example.lv",
        smtp_url="smtp://127.0.0.1",
        mail_recipients="everybody",
    )
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        settings.require_for_server()
