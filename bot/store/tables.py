"""Every table there is: importing this fills ``Base.metadata``."""

from __future__ import annotations

from bot.store import article_models as article_models
from bot.store import broadcast_models as broadcast_models
from bot.store import case_models as case_models
from bot.store import console_models as console_models
from bot.store import exchange_models as exchange_models
from bot.store import faq_models as faq_models
from bot.store import feedback_models as feedback_models
from bot.store import label_models as label_models
from bot.store import law_models as law_models
from bot.store import media_models as media_models
from bot.store import rights_models as rights_models
from bot.store import roster_models as roster_models
from bot.store import takeover_models as takeover_models
from bot.store.models import Base as Base
