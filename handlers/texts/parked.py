"""What is said of a calculation that was left for something else."""

from __future__ import annotations

GO_ON = "Làm tiếp"
DROP = "Bỏ việc đang tính dở"
DROPPED = "Dạ, tôi bỏ việc đó. Chị cần hỏi gì thì cứ nhắn."
HERE_AGAIN = "Mình tính tiếp nhé."


def offered(label: str) -> str:
    """A calculation that was left can be gone on with."""
    return f"Lần trước chị đang tính dở: {label}. Chị muốn tính tiếp không?"
