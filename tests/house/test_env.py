"""The readers of the environment: what they take, and how they refuse."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import redis
from django.core.exceptions import ImproperlyConfigured
from kombu import Connection

from factcheck import env

ROOT = Path(__file__).parent.parent.parent
VAR = Path("/srv/desk")
KEY = [
    sys.executable,
    "-c",
    "from factcheck import env; print(env.secret_key(env.folder('V', None), development=True))",
]


def given(var: Path) -> dict[str, str]:
    return {"V": str(var), "PATH": os.environ["PATH"]}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FACTCHECK_SOCKET"):
        monkeypatch.delenv(name, raising=False)


def test_a_number_that_is_none_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_THREADS", "many")

    with pytest.raises(ImproperlyConfigured, match="WEB_THREADS is 'many': it has to be a whole number of 1 or more"):
        env.number("WEB_THREADS", 8, least=1)


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "1e3"])
def test_a_number_below_its_least_or_not_whole_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("WEB_THREADS", value)

    with pytest.raises(ImproperlyConfigured, match="WEB_THREADS"):
        env.number("WEB_THREADS", 8, least=1)


def test_what_is_empty_or_blank_is_as_if_it_were_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_THREADS", "  ")

    assert env.number("WEB_THREADS", 8) == 8


def test_a_switch_is_yes_or_no_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "true")

    with pytest.raises(ImproperlyConfigured, match="DEBUG is 'true': it has to be one of yes, no"):
        env.switch("DEBUG", default=False)


def test_words_stand_apart_by_commas_and_blanks_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", " one.example , two.example,, ")

    assert env.words("ALLOWED_HOSTS") == ("one.example", "two.example")


@pytest.mark.parametrize("value", ["0,soon", ","])
def test_a_ladder_that_is_no_numbers_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("RETRY_LADDER_SECONDS", value)

    with pytest.raises(ImproperlyConfigured, match="RETRY_LADDER_SECONDS"):
        env.numbers("RETRY_LADDER_SECONDS", "0,30")


def test_a_port_beyond_the_last_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "65536")

    with pytest.raises(ImproperlyConfigured, match="PORT is '65536': the last port is 65535"):
        env.port("PORT", 8000)


def test_pairs_are_hosts_with_their_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTGOING_ALLOW", "Proxy.Example:3128, [::1]:80")

    assert env.pairs("OUTGOING_ALLOW") == ("proxy.example:3128", "[::1]:80")


@pytest.mark.parametrize("value", ["proxy.example", "http://proxy.example:3128", "proxy.example:", "::1:80", "a b:80"])
def test_a_pair_without_its_port_or_with_more_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("OUTGOING_ALLOW", value)

    with pytest.raises(ImproperlyConfigured, match="OUTGOING_ALLOW holds .*: it has to be host:port"):
        env.pairs("OUTGOING_ALLOW")


def test_an_address_loses_the_slash_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_BASE", "https://facts.example/desk/")

    assert env.address("PUBLIC_BASE", "http://127.0.0.1") == "https://facts.example/desk"


@pytest.mark.parametrize("value", ["facts.example", "ftp://facts.example", "https://", "https://[facts"])
def test_what_is_no_address_of_the_web_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PUBLIC_BASE", value)

    with pytest.raises(ImproperlyConfigured, match="PUBLIC_BASE is .*: it has to begin with https:// or http://"):
        env.address("PUBLIC_BASE", "http://127.0.0.1")


@pytest.mark.parametrize("value", ["Nowhere/Town", "../UTC", "Europe"])
def test_a_time_zone_that_there_is_not_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DESK_TIME_ZONE", value)

    with pytest.raises(ImproperlyConfigured, match="DESK_TIME_ZONE"):
        env.time_zone("DESK_TIME_ZONE", "UTC")


def test_production_does_not_start_without_its_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)

    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS is not set"):
        env.hosts(development=False)


def test_debug_pages_are_refused_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_DEBUG", "yes")

    with pytest.raises(ImproperlyConfigured, match="FACTCHECK_DEBUG"):
        env.debug(development=False)
    assert env.debug(development=True)


def test_every_name_that_is_read_is_noted() -> None:
    env.text("A_NAME_OF_THIS_TEST")

    assert "A_NAME_OF_THIS_TEST" in env.READ
    env.READ.discard("A_NAME_OF_THIS_TEST")


def test_production_does_not_start_without_a_key(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        env.secret_key(tmp_path, development=False)


def test_development_makes_one_key_that_its_owner_alone_can_read(tmp_path: Path) -> None:
    first = env.secret_key(tmp_path / "var", development=True)
    second = env.secret_key(tmp_path / "var", development=True)

    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["secret-key"]


def test_processes_that_start_at_once_read_the_same_whole_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _turn: subprocess.check_output(KEY, cwd=ROOT, env=given(tmp_path)), range(8)))

    assert len(keys) == 1


def test_no_address_means_a_sqlite_file_in_wal_mode_under_var(tmp_path: Path) -> None:
    database = env.database(tmp_path)

    assert database["NAME"] == str(tmp_path / "factcheck.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_a_sqlite_address_moves_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/other%20desk.sqlite3")

    assert env.database(VAR)["NAME"] == f"{tmp_path}/other desk.sqlite3"


def test_a_postgres_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://desk:p%40ss@db.example:6543/facts?sslmode=require")

    database = env.database(VAR)

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "6543", "facts")
    assert (database["USER"], database["PASSWORD"]) == ("desk", "p@ss")
    assert database["OPTIONS"] == {"sslmode": "require", "options": "-c jit=off"}


def test_a_postgres_address_may_name_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://desk@/facts?host=/run/postgresql")

    database = env.database(VAR)

    assert (database["HOST"], database["OPTIONS"]) == ("/run/postgresql", {"options": "-c jit=off"})


def test_a_database_of_another_kind_is_refused_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://desk:hidden@db.example/facts")

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL begins with 'mysql'") as refusal:
        env.database(VAR)

    assert "hidden" not in str(refusal.value)


@pytest.mark.parametrize(
    "address",
    [
        "sqlite://desk.sqlite3",
        "sqlite:///",
        "postgres://desk:hidden@db.example:port/facts",
        "postgres://desk:hidden@db",
    ],
)
def test_a_database_address_that_lacks_a_part_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refusal:
        env.database(VAR)

    assert "hidden" not in str(refusal.value)


def test_without_an_address_the_broker_is_a_socket_under_var_spelt_for_each_of_its_readers() -> None:
    assert env.broker_url(VAR) == "unix:///srv/desk/redis.sock"
    assert env.celery_broker_url(VAR) == "redis+socket:///srv/desk/redis.sock"


def test_a_socket_that_moved_is_found_where_it_went(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_SOCKET", "/run/desk/redis.sock")

    assert env.celery_broker_url(VAR) == "redis+socket:///run/desk/redis.sock"


@pytest.mark.parametrize("address", ["redis://:pass@cache.example:6379/3", "rediss://cache.example:6380/0"])
def test_a_broker_of_the_house_is_named_alike_for_both(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("REDIS_URL", address)

    assert env.broker_url(VAR) == env.celery_broker_url(VAR) == address


def test_the_number_of_a_database_behind_a_socket_is_spelt_for_each_reader(
    monkeypatch: pytest.MonkeyPatch, redis_server: str
) -> None:
    monkeypatch.setenv("REDIS_URL", f"{redis_server}?db=3")

    with Connection(env.celery_broker_url(VAR)) as connection:
        channel: Any = connection.default_channel
        channel.client.set("who", "Celery")

    with redis.Redis.from_url(env.broker_url(VAR), decode_responses=True) as plain:
        assert plain.getdel("who") == "Celery"
        assert plain.connection_pool.connection_kwargs["db"] == 3


@pytest.mark.parametrize(
    "address", ["cache.example:6379", "http://:hidden@cache.example", "redis+socket:///run/redis.sock"]
)
def test_a_broker_of_another_kind_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("REDIS_URL", address)

    with pytest.raises(ImproperlyConfigured, match="REDIS_URL has to be redis://HOST:PORT/0") as refusal:
        env.broker_url(VAR)

    assert "hidden" not in str(refusal.value)


def named_model(monkeypatch: pytest.MonkeyPatch, **values: str) -> tuple[str, str, str]:
    for name in ("MODEL_URL", "MODEL_NAME", "MODEL_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return env.model()


def test_no_model_is_named_unless_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert named_model(monkeypatch) == ("", "", "")
    assert named_model(monkeypatch, MODEL_KEY="a key alone names none") == ("", "", "")


def test_a_model_has_an_address_a_name_and_where_it_wants_one_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://models.example/v1/"

    assert named_model(monkeypatch, MODEL_URL=url, MODEL_NAME="m") == ("https://models.example/v1", "m", "")
    assert named_model(monkeypatch, MODEL_URL=url, MODEL_NAME="m", MODEL_KEY="k")[2] == "k"


@pytest.mark.parametrize(
    "values",
    [
        {"MODEL_URL": "https://models.example/v1"},
        {"MODEL_NAME": "m"},
        {"MODEL_URL": "models.example/v1", "MODEL_NAME": "m"},
        {"MODEL_URL": "https://user:hidden@models.example/v1", "MODEL_NAME": "m"},
        {"MODEL_URL": "https://models.example/v1?key=hidden", "MODEL_NAME": "m"},
        {"MODEL_URL": "https://models.example/v1", "MODEL_NAME": "m" * 101},
    ],
)
def test_half_a_model_and_one_with_secrets_in_its_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str]
) -> None:
    with pytest.raises(ImproperlyConfigured, match="MODEL_") as refusal:
        named_model(monkeypatch, **values)

    assert "hidden" not in str(refusal.value)
