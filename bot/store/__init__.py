"""The SQL store: accounts, officers, people, hand-overs, audit log; SQLite or PostgreSQL."""
