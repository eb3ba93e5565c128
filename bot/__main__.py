"""``python -m bot``: everything an operator does from the command line."""

from bot.cli import main

if __name__ == "__main__":
    main()
