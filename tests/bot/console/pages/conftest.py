from tests.bot.console.desk import console_settings, desk, hoa, lan, zalo  # noqa: F401
