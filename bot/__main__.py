"""``python -m bot``: everything an operator does from the command line."""

from bot import logs
from bot.cli import main

if __name__ == "__main__":
    logs.configure_logs("WARNING")  # on stderr: stdout is for the answer alone
    main()
