"""Everything the stand-in consists of, put together once."""

from __future__ import annotations

import threading

from bot.simulator.account import Account
from bot.simulator.articles import Articles
from bot.simulator.assets import Asset, AssetStore
from bot.simulator.calls import CallLog
from bot.simulator.clock import VirtualClock
from bot.simulator.content import MessageReader
from bot.simulator.deliveries import Delivery, Postman
from bot.simulator.faults import Faults
from bot.simulator.options import Options
from bot.simulator.phone import Phone
from bot.simulator.rate import MinuteLimit
from bot.simulator.state import Tick
from bot.simulator.storage import Saver, load
from bot.simulator.tokens import TokenOffice
from bot.simulator.world import World


class Simulation:
    """The parts, wired. One for each process; ``close`` ends its threads."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.clock = VirtualClock()
        self.world = World(options, self.clock, load(options.state))
        self.tokens = TokenOffice(options, self.clock, lambda: self.world.state.grant)
        self.faults = Faults(options.latency_ms)
        self.rate = MinuteLimit(self.clock, options.rate_limit)
        self.assets = AssetStore(self.clock)
        self.calls = CallLog()
        self.postman = Postman(options, self.clock, self._delivered)
        self.reader = MessageReader(self.assets, self.media_url)
        self.phone = Phone(self.world, self.postman)
        self.account = Account(self.world, self.postman)
        self.articles = Articles(self.world)
        self.closed = threading.Event()
        self.saver = Saver(self.world, options.state)

    def media_url(self, asset: Asset) -> str:
        """Where the asset's bytes can be fetched."""
        return f"{self.options.base_url}/simulator/media/{asset.id}"

    def reset(self) -> None:
        """Everything as at the start, except that the clock stays as far as it was wound."""
        self.postman.reset()
        self.faults.clear()
        self.rate.forget()
        self.assets.clear()
        self.calls.clear()
        self.world.reset()

    def close(self) -> None:
        """End the threads and save the state."""
        self.closed.set()
        self.postman.stop()
        self.saver.stop()

    def _delivered(self, delivery: Delivery) -> None:
        message = self.world.message(delivery.message_id)
        person_wrote = message is not None and bool(message.sender)
        if message and person_wrote and delivery.status == 200 and message.tick is Tick.SENT:
            message.tick = Tick.RECEIVED
            self.world.touch("messages", message.id)
        self.world.touch("deliveries", str(delivery.id))
