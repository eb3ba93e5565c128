"""What a browser calls itself, in words an officer knows: "Chrome trên điện thoại Android"."""

from __future__ import annotations

_BROWSERS = (
    ("Zalo", "Zalo"),
    ("coc_coc", "Cốc Cốc"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edg/", "Edge"),
    ("SamsungBrowser/", "trình duyệt Samsung"),
    ("OPR/", "Opera"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""In this order: most of them name others as well."""
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "máy tính Windows"),
    ("Macintosh", "máy tính Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "máy tính Linux"),
)
UNKNOWN = "một thiết bị khác"


def device_name(user_agent: str) -> str:
    """The browser and what it runs on; what is not known is left out, never quoted."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = _system(user_agent)
    if browser and system:
        told = f"{browser} trên {system}"
    else:
        told = browser or system or UNKNOWN
    return told[:1].upper() + told[1:] if not told.startswith("iP") else told


def _system(user_agent: str) -> str:
    if "Android" in user_agent:
        return "điện thoại Android" if "Mobile" in user_agent else "máy tính bảng Android"
    return next((name for mark, name in _SYSTEMS if mark in user_agent), "")
