"""Every setting of a running Comedo, read from the environment and from `.env`.

`python -m comedo.settings` writes `docs/settings.md` and `.env.example` from the fields here; a
test fails when they are stale. Secrets have no default.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseSettings, Field, ValidationError

from comedo.failure import Failure


class Settings(BaseSettings):
    """One field per environment variable, which has the field's name in capitals."""

    host: str = Field("127.0.0.1", description="Address to listen on; 0.0.0.0 for every network.")
    port: int = Field(5005, description="Port of the website, the channels and /health.")
    metrics_port: int = Field(9464, description="Port of Prometheus' /metrics; 0 turns it off.")
    workers: int = Field(
        1, ge=1, description="Server processes; more than one needs DATABASE_URL and REDIS_URL."
    )
    models: Path = Field(Path("models"), description="Folder of the trained models, or one model.")
    state_dir: Path = Field(
        Path("state"), description="Folder of the embedded database, where no DATABASE_URL is set."
    )
    database_url: str = Field(
        "", description="Postgres, as postgresql://user:password@host/name; empty for SQLite."
    )
    redis_url: str = Field(
        "", description="Redis for locks and rate limits, as redis://host/0; empty for in-process."
    )
    action_endpoint_url: str = Field(
        "",
        description="Separate action server, as http://host:5055/webhook; empty for in-process.",
    )
    conversation_hours: float = Field(
        24, gt=0, description="Hours after its last message at which a conversation is deleted."
    )
    history_turns: int = Field(
        6, ge=2, description="Last turns of a conversation that are kept beside its slots."
    )
    max_message_characters: int = Field(
        10_000, ge=100, description="Characters of a message that are read; the rest is left out."
    )
    max_body_bytes: int = Field(1_000_000, description="Largest request body; more is refused.")
    turns_per_minute_per_sender: int = Field(1200, description="Above it: 429 with Retry-After.")
    turns_per_minute_per_address: int = Field(
        1200, description="The same per client address; requests from this machine are exempt."
    )
    website_origins: str = Field(
        "",
        description="Sites that may embed the widget, as https://clinic.example, between spaces.",
    )
    proxies: int = Field(
        0, description="Trusted reverse proxies in front, whose X-Forwarded-For names the client."
    )
    turn_timeout: float = Field(
        30, gt=0, description="Seconds after which a turn is given up with an honest reply."
    )
    shutdown_timeout: float = Field(
        15, gt=0, description="Seconds that turns in flight have to finish when the server stops."
    )
    api_token: str = Field(
        "", description="Turns Rasa's HTTP API on, for requests that carry ?token=; empty is off."
    )
    country: str = Field(
        "",
        description="Code of the visitors' country (GB, US …) for emergency numbers and crisis "
        "lines; empty for international ones.",
    )
    telegram_token: str = Field(
        "", description="Token of a Telegram bot, from @BotFather; empty for none."
    )
    telegram_mode: Literal["polling", "webhook"] = Field(
        "polling", description="How its updates come; polling works without a public address."
    )
    telegram_webhook_url: str = Field(
        "",
        description="For webhook: the public address, as https://host/webhooks/telegram/webhook.",
    )
    telegram_webhook_secret: str = Field(
        "", description="For webhook: what Telegram proves itself with; 16 to 256 characters."
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="Address of the Telegram Bot API."
    )
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")

    class Config:
        env_file = ".env"

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the database in use."""
        return self.database_url or f"sqlite:///{self.state_dir / 'comedo.db'}"

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the server."""
        host = "localhost" if self.host in {"127.0.0.1", "0.0.0.0"} else self.host  # noqa: S104
        return f"http://{host}:{self.port}"

    def environment(self) -> dict[str, str]:
        """The settings that `endpoints.yml` reads, under their names there."""
        return {
            "DATABASE_URL": self.database,
            "REDIS_URL": self.redis_url,
            "ACTION_ENDPOINT_URL": self.action_endpoint_url,
            "CONVERSATION_HOURS": str(self.conversation_hours),
            "HISTORY_TURNS": str(self.history_turns),
        }


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process.

    Raises:
        Failure: a setting has a value that cannot be used.
    """
    try:
        return Settings.parse_obj({})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        raise Failure(f"The setting {name} cannot be used: {first['msg']}.") from error


def _example() -> str:
    """The text of `.env.example`."""
    lines = ["# Copy to .env and change what is needed; every line here shows the default.\n"]
    for name, field in Settings.__fields__.items():
        lines.append(f"\n# {field.field_info.description}\n# {name.upper()}={field.default}\n")
    return "".join(lines)


def _table() -> str:
    """The text of `docs/settings.md`."""
    lines = [
        "# Settings\n\n",
        "Set in the environment, or in a file `.env` beside the `Makefile` (`.env.example` has "
        "them all).\n`make doctor` says what is wrong with them.\n\n",
        "| Setting | Default | What it is |\n|---|---|---|\n",
    ]
    for name, field in Settings.__fields__.items():
        default = f"`{field.default}`" if field.default != "" else ""
        lines.append(f"| `{name.upper()}` | {default} | {field.field_info.description} |\n")
    return "".join(lines)


DOCUMENTS: dict[str, Callable[[], str]] = {"docs/settings.md": _table, ".env.example": _example}
"""Files written from the fields of `Settings`."""

if __name__ == "__main__":
    for document, text in DOCUMENTS.items():
        Path(document).write_text(text(), encoding="utf-8")
