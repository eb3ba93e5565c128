"""Every table there is: importing this fills ``Base.metadata``."""

from __future__ import annotations

from bot.store.models import Base as Base
