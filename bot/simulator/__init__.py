"""A stand-in for Zalo that runs beside the bot in development: API, webhooks, chat page.

It knows the bot only by HTTP, so it also proves that the bot keeps to Zalo's contract.
"""
