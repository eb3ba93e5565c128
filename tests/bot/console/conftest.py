from tests.bot.console.office import (  # noqa: F401
    console_library,
    console_settings,
    console_template,
    office,
)
