"""Keeps each conversation as one row of SQLite or Postgres, read and written once per turn.

Rasa's own SQL store keeps one row per event for ever, loads a whole session in every turn and
blocks the server while it does. Here a row holds the conversation's slots and active form at the
point where its last few turns begin, and the events since; so a turn costs the same however long
the conversation is, is saved by one statement or not at all, and is forgotten by deleting one row.
"""

import asyncio
import copy
import logging
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
import ujson
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import URL, Engine, make_url

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

RULES_LOOK_BACK = 2
"""Turns on which a rule can depend: Rasa allows one message per rule, after the turn before it."""

_TABLE = sa.Table(
    "conversation",
    sa.MetaData(),
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("events", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("updated_at", sa.Float, nullable=False, index=True),
)


# Built once: to build a statement takes longer than SQLite takes to run it.
_OF_SENDER = _TABLE.c.sender_id == sa.bindparam("of")
_SELECT = sa.select(_TABLE).where(_OF_SENDER, _TABLE.c.updated_at >= sa.bindparam("since"))
_DELETE_EXPIRED = _TABLE.delete().where(_OF_SENDER, _TABLE.c.updated_at < sa.bindparam("since"))
_INSERT = _TABLE.insert()
_UPDATE = (
    _TABLE.update()
    .where(_OF_SENDER, _TABLE.c.version == sa.bindparam("read_version"))
    .values({name: sa.bindparam(name) for name in ("events", "version", "updated_at")})
)


class SavedElsewhere(Exception):
    """Another turn of the same conversation was saved since this one was read."""


class Conversation(DialogueStateTracker):
    """Rasa's tracker, with the version of the row that it was read from; 0 for a new one."""

    version = 0
    _earlier: tuple[int, list[Event]] = (0, [])

    def copy(self) -> "Conversation":
        """A conversation in the same state, which Rasa would find by going through all events."""
        duplicate = copy.copy(self)
        duplicate.events = self.events.copy()
        duplicate.slots = {name: copy.copy(slot) for name, slot in self.slots.items()}
        duplicate.active_loop = copy.copy(self.active_loop)
        return duplicate

    def past_states(self, domain: Domain, **options: Any) -> list[State]:
        """The states that rules look at, which never go back further than one message."""
        events = list(self.events)
        cut = _start_of(events, RULES_LOOK_BACK)
        if cut != self._earlier[0]:
            self._earlier = cut, _state_after(events[:cut], domain)
        events = self._earlier[1] + events[cut:]
        recent = copy.copy(self)  # with these events, which Rasa applies one after the other
        recent.events = deque(events)
        return super(Conversation, recent).past_states(domain, **options)


class ConversationStore(TrackerStore):
    """Rasa's tracker store, configured in `endpoints.yml`."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: Any = None,
        host: str = "sqlite://",
        conversation_hours: float = 24,
        history_turns: int = 6,
    ) -> None:
        """Take the place of the store; connects when it is first used.

        Args:
            domain: the assistant's domain.
            event_broker: given by Rasa; not used.
            host: SQLAlchemy URL of a SQLite or Postgres database.
            conversation_hours: hours after its last message when a conversation is deleted.
            history_turns: number of turns that are kept in full.
        """
        super().__init__(domain, event_broker)
        self._lifetime = float(conversation_hours) * 3600
        self._history_turns = int(history_turns)
        url = make_url(host)
        self._engine = _engine(url)
        embedded_in_file = url.get_backend_name() == "sqlite" and url.database
        self._engine_that_never_waits = _engine(url, wait=0) if embedded_in_file else None
        self._has_table = False

    def init_tracker(self, sender_id: str) -> Conversation:
        """A new conversation, which nothing was said in."""
        return Conversation(sender_id, self.domain.slots)

    async def create_tracker(
        self, sender_id: str, append_action_listen: bool = True
    ) -> DialogueStateTracker:
        """A new conversation, which is saved when something was said in it."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def retrieve(self, sender_id: str) -> Conversation | None:
        """The conversation as it was last saved; None if there is none or it has expired."""
        row = await self._run(self._select, sender_id)
        if row is None:
            return None
        tracker = self.init_tracker(sender_id)
        tracker.version = row.version
        for parameters in ujson.loads(row.events):
            tracker.update(Event.from_parameters(parameters))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save the turn; what was before a restart is deleted.

        Raises:
            SavedElsewhere: the conversation has changed since it was retrieved.
        """
        version = getattr(tracker, "version", 0)
        if any(type(event) is Restarted for event in tracker.events):
            await self.delete(tracker.sender_id)
            version = 0
        events = kept_events(tracker, self.domain, self._history_turns)
        if not events:
            return
        row = {
            "sender_id": tracker.sender_id,
            "events": ujson.dumps([event.as_dict() for event in events]),
            "version": version + 1,
            "updated_at": time.time(),
        }
        await self._run(self._upsert, row)
        if isinstance(tracker, Conversation):
            tracker.version = version + 1

    async def delete(self, sender_id: str) -> None:
        """Forget the conversation, on disk as well."""
        await self._erase(_TABLE.c.sender_id == sender_id)

    async def expire(self) -> int:
        """Delete every conversation whose time is up, and return how many there were.

        One of the future, from a clock that has been put right since, counts from now on.
        """
        now = time.time()
        ahead = _TABLE.update().where(_TABLE.c.updated_at > now).values(updated_at=now)
        await self._run(lambda connection: connection.execute(ahead))
        return await self._erase(_TABLE.c.updated_at < now - self._lifetime)

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        query = sa.select(_TABLE.c.sender_id)
        return await self._run(lambda connection: connection.execute(query).scalars().all())

    async def check(self) -> None:
        """Ask the database for an answer.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: there is none.
        """
        await self._run(lambda connection: connection.execute(sa.select(sa.literal(1))))

    async def _erase(self, condition: Any) -> int:
        # There may be many rows to overwrite.
        count = await asyncio.to_thread(
            self._transact,
            self._engine,
            lambda connection: connection.execute(_TABLE.delete().where(condition)).rowcount,
        )
        if count and self._engine.url.get_backend_name() == "sqlite":
            # What was deleted is still in the write-ahead log until that is emptied.
            await asyncio.to_thread(self._engine.execute, "PRAGMA wal_checkpoint(TRUNCATE)")
        return count

    async def _run(self, work: Callable[..., Result], *args: Any) -> Result:
        """Do the work in one transaction, while other conversations go on.

        What SQLite needs to read or write a row is less than what handing it to a thread takes,
        except where it would have to wait for another process.
        """
        if self._engine_that_never_waits is not None:
            with suppress(sa.exc.OperationalError, sqlite3.OperationalError):
                return self._transact(self._engine_that_never_waits, work, *args)
        return await asyncio.to_thread(self._transact, self._engine, work, *args)

    def _transact(self, engine: Engine, work: Callable[..., Result], *args: Any) -> Result:
        if not self._has_table:
            _create_table(engine)
            self._has_table = True
        with engine.begin() as connection:
            return work(connection, *args)

    def _select(self, connection: sa.engine.Connection, sender_id: str) -> Any:
        since = time.time() - self._lifetime
        return connection.execute(_SELECT, {"of": sender_id, "since": since}).one_or_none()

    def _upsert(self, connection: sa.engine.Connection, row: dict[str, Any]) -> None:
        if row["version"] == 1:
            since = time.time() - self._lifetime
            connection.execute(_DELETE_EXPIRED, {"of": row["sender_id"], "since": since})
            try:
                connection.execute(_INSERT, row)
            except sa.exc.IntegrityError as error:
                raise SavedElsewhere from error
            return
        read = {"of": row["sender_id"], "read_version": row["version"] - 1}
        updated = connection.execute(_UPDATE, row | read)
        if updated.rowcount == 0:
            raise SavedElsewhere


def kept_events(tracker: DialogueStateTracker, domain: Domain, turns: int) -> list[Event]:
    """What the conversation still needs: its slots and active form, and its last turns.

    Of what was before a restart, only the words that it was asked for in are needed, so that the
    turn can be told from others; and nothing at all if neither the person nor a form spoke since.
    """
    events = list(tracker.events)
    restarts = [i for i, event in enumerate(events) if type(event) is Restarted]
    before, events = (
        (events[: restarts[-1]], events[restarts[-1] + 1 :]) if restarts else ([], events)
    )
    if not any(type(event) in (UserUttered, ActiveLoop) for event in events):
        return []
    asked_in = before[_start_of(before, 1) :]
    events = [event for event in asked_in if type(event) in (UserUttered, BotUttered)] + events
    cut = _start_of(events, turns)
    return _state_after(events[:cut], domain) + events[cut:]


def _start_of(events: Sequence[Event], turns: int) -> int:
    """Where the last turns begin; 0 if there are no earlier ones."""
    starts = [i for i, event in enumerate(events) if type(event) is UserUttered]
    return starts[-turns] if len(starts) > turns else 0


def _state_after(events: Sequence[Event], domain: Domain) -> list[Event]:
    """The fewest events that lead to the same slots and active form."""
    if not events:
        return []
    tracker = DialogueStateTracker.from_events("", events, domain.slots)
    slots = [
        SlotSet(slot.name, slot.value)
        for slot in tracker.slots.values()
        if slot.value != slot.initial_value
    ]
    loop = [ActiveLoop(tracker.active_loop_name)] if tracker.active_loop_name else []
    begun = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    return [*begun, *slots, *loop, ActionExecuted(ACTION_LISTEN_NAME)]


def _engine(url: URL, wait: float = 5) -> Engine:
    """The database; SQLite fails after so many seconds of waiting for another process."""
    if url.get_backend_name() != "sqlite":
        # A database that went away and came back is noticed before a turn is lost on it.
        connect = {"connect_timeout": 3}
        return sa.create_engine(url, pool_pre_ping=True, pool_size=8, connect_args=connect)
    engine = sa.create_engine(
        url,
        poolclass=sa.pool.QueuePool if url.database else sa.pool.StaticPool,
        connect_args={"check_same_thread": False, "timeout": wait},
    )

    @sa.event.listens_for(engine, "connect")
    def _configure(connection: Any, _: Any) -> None:
        # Readers do not wait for the writer; what is deleted is overwritten on disk.
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _create_table(engine: Engine) -> None:
    """Create the table; two processes that start at once may both try."""
    if engine.url.get_backend_name() == "sqlite" and engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        _TABLE.metadata.create_all(engine)
    except sa.exc.DBAPIError:
        _TABLE.metadata.create_all(engine)
