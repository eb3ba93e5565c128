"""The pages, a module each: ``make_blueprint(parts)``, and a line in ``bot.console.site.PAGES``."""
