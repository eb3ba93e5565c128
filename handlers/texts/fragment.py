"""What is said to whoever announces a question."""

from __future__ import annotations

ASK_ON = "Dạ, chị hỏi đi ạ. Chị viết một lần cả câu thì tôi dễ tìm hơn."
