from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from bot.simulator.driver import Driver
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.small_bot import SmallBot

pytestmark = pytest.mark.browser

MENU = "Chị nhắn số để chọn:\n1. Xem thêm\n2. Gặp cán bộ Hội"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def write(page: Page, text: str) -> None:
    page.get_by_label("Tin nhắn", exact=True).and_(page.locator("textarea")).fill(text)
    page.keyboard.press("Enter")


def bubbles(page: Page) -> list[str]:
    return page.locator(".bubble .words").all_inner_texts()


def test_text_is_answered(open_page: OpenPage, bot: SmallBot) -> None:
    bot.answers["xin chào"] = ["Chào chị.\nDòng hai."]
    page = open_page()
    write(page, "xin chào")
    expect(page.locator(".by-bot .words")).to_have_text("Chào chị.\nDòng hai.")
    expect(page.locator(".mine .words")).to_have_text("xin chào")
    expect(page.locator(".mine .tick")).to_have_text("Đã xem")
    expect(page.locator(".day")).to_have_text("Hôm nay")
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator("#typing")).to_be_hidden()


@pytest.mark.parametrize("sent_early", [True, False])
def test_what_is_typed_before_the_people_are_there_is_not_lost(
    open_page: OpenPage, zalo: Driver, bot: SmallBot, sent_early: bool
) -> None:
    bot.answers["sớm quá"] = ["Chào chị."]
    context = open_page().context
    held: list[Route] = []
    context.route("**/simulator/api/stream", lambda route: held.append(route))
    page = context.new_page()
    with page.expect_request("**/simulator/api/stream"):
        page.goto(f"{zalo.base_url}/#lan")
    box = page.locator("textarea#text")
    box.fill("sớm quá")
    if sent_early:
        box.press("Enter")
    held.pop().continue_()
    page.wait_for_selector(".person", state="attached")
    if not sent_early:
        box.press("Enter")
    expect(page.locator(".by-bot .words")).to_have_text("Chào chị.")
    expect(box).to_have_value("")


def test_sample_question_is_one_tap(open_page: OpenPage, zalo: Driver, bot: SmallBot) -> None:
    page = open_page()
    expect(page.locator("#welcome")).to_be_visible()
    sample = page.locator("#welcome-samples button").first
    text = sample.inner_text()
    sample.click()
    expect(page.locator(".mine .words")).to_have_text(text)
    expect(page.locator("#welcome")).to_be_hidden()
    assert zalo.conversation("lan")[0]["text"] == text


def test_choices_are_chips_that_send_their_number(
    open_page: OpenPage, zalo: Driver, bot: SmallBot
) -> None:
    bot.answers["menu"] = [MENU]
    bot.answers["2"] = ["Tôi đã báo cán bộ."]
    page = open_page()
    write(page, "menu")
    chips = page.locator(".choices button")
    expect(chips).to_have_count(2)
    expect(page.locator(".by-bot .words")).to_have_text("Chị nhắn số để chọn:")
    chips.filter(has_text="Gặp cán bộ Hội").click()
    expect(page.locator(".by-bot .words").last).to_have_text("Tôi đã báo cán bộ.")
    assert [m["text"] for m in zalo.conversation("lan") if m["author"] == "person"] == ["menu", "2"]
    expect(page.locator(".choices button")).to_have_count(0)
    expect(page.locator(".choices .was")).to_have_count(2)


@pytest.mark.parametrize("text", ["Luật có\n2. khoản hai", "1. " + "dài " * 60, "số 1. giữa dòng"])
def test_other_numbers_are_no_chips(open_page: OpenPage, bot: SmallBot, text: str) -> None:
    bot.answers["hỏi"] = [text]
    page = open_page()
    write(page, "hỏi")
    expect(page.locator(".by-bot .words")).to_contain_text(text.strip()[:12])
    expect(page.locator(".choices")).to_have_count(0)


def test_markup_stays_text_and_links_are_links(open_page: OpenPage, bot: SmallBot) -> None:
    hostile = "<img src=x onerror=alert(1)> xem https://a.example/b?c=1. Hết javascript:alert(1)"
    bot.answers["hỏi"] = [hostile]
    page = open_page()
    write(page, "hỏi")
    expect(page.locator(".by-bot .words")).to_have_text(hostile)
    links = page.locator(".by-bot .words a")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "https://a.example/b?c=1")
    expect(links).to_have_attribute("rel", re.compile("noopener"))
    assert page.locator(".by-bot .words img").count() == 0


def test_officer_types_into_the_conversation(open_page: OpenPage, zalo: Driver) -> None:
    page = open_page()
    page.get_by_label("Lời cán bộ").fill("Tôi là cán bộ Hội")
    page.get_by_role("button", name="Gửi thay cán bộ").click()
    expect(page.locator(".by-officer .words")).to_have_text("Tôi là cán bộ Hội")
    expect(page.locator(".by-officer .who")).to_have_text("Cán bộ Hội")
    message = zalo.conversation("lan")[0]
    assert message["author"] == "officer"
    assert message["admin_id"]


def test_picture_is_previewed_and_sent(
    open_page: OpenPage, zalo: Driver, tmp_path: Path, bot: SmallBot
) -> None:
    picture = tmp_path / "ho-ga.png"
    picture.write_bytes(PNG)
    page = open_page()
    page.set_input_files("#file", picture)
    expect(page.get_by_alt_text("Ảnh sắp gửi")).to_be_visible()
    write(page, "hố ga mất nắp")
    expect(page.locator(".mine .picture img")).to_have_js_property("naturalWidth", 1)
    expect(page.locator("#preview")).to_be_hidden()
    message = zalo.conversation("lan")[0]
    assert (message["kind"], message["text"]) == ("image", "hố ga mất nắp")


def test_picture_can_be_taken_back(open_page: OpenPage, zalo: Driver, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(PNG)
    page = open_page()
    page.set_input_files("#file", picture)
    page.get_by_role("button", name="Bỏ tệp này").click()
    expect(page.locator("#preview")).to_be_hidden()
    assert zalo.conversation("lan") == []


def test_sticker_place_and_voice(open_page: OpenPage, zalo: Driver, bot: SmallBot) -> None:
    bot.silent = True
    page = open_page()
    page.get_by_role("button", name="Nhãn dán").click()
    page.get_by_role("button", name="Bó hoa").click()
    expect(page.locator(".mine img.sticker")).to_have_js_property("complete", True)
    page.get_by_role("button", name="Gửi vị trí mẫu").click()
    expect(page.locator(".mine .map")).to_be_visible()
    page.get_by_role("button", name="Gửi tin thoại mẫu").click()
    expect(page.locator(".mine audio")).to_be_visible()
    assert [m["kind"] for m in zalo.conversation("lan")] == ["sticker", "location", "audio"]


def test_dots_while_the_bot_thinks(open_page: OpenPage, bot: SmallBot, zalo: Driver) -> None:
    bot.silent = True
    page = open_page()
    write(page, "chị ơi")
    expect(page.locator("#typing")).to_be_visible()
    zalo.officer_says("lan", "Tôi đây")
    expect(page.locator("#typing")).to_be_hidden()


def test_unread_messages_are_counted_and_seen(open_page: OpenPage, zalo: Driver) -> None:
    page = open_page()
    zalo.officer_says("tu", "Chào bà")
    row = page.locator("[data-person=tu]")
    expect(row.locator(".count")).to_have_text("1")
    row.click()
    expect(page.locator(".by-officer .words")).to_have_text("Chào bà")
    expect(row.locator(".count")).to_have_count(0)
    assert zalo.person("tu").messages()[0].raw["tick"] == "seen"


def test_group_is_written_in_as_any_member(open_page: OpenPage, zalo: Driver) -> None:
    page = open_page()
    page.locator("[data-person=to5]").click()
    page.get_by_label("Nhắn với tên").select_option("Bà Tư")
    write(page, "Mai họp mấy giờ")
    expect(page.locator(".mine .words")).to_have_text("Mai họp mấy giờ")
    message = zalo.conversation("to5")[0]
    assert message["sender"] == "tu"


def test_new_person_and_following(open_page: OpenPage, zalo: Driver) -> None:
    page = open_page()
    page.get_by_label("Thêm người mới").fill("Chị Mai")
    page.keyboard.press("Enter")
    expect(page.locator("#whose")).to_have_text("Điện thoại của Chị Mai")
    follow = page.get_by_role("button", name="Quan tâm", exact=True)
    expect(follow).to_have_attribute("aria-pressed", "false")
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "true")
    assert zalo.deliveries("follow")[0]["conversation"] == "chi-mai"


def test_webhook_log_shows_what_zalo_told(open_page: OpenPage, bot: SmallBot) -> None:
    bot.silent = True
    page = open_page()
    write(page, "xin chào")
    entry = page.locator("#deliveries li").first
    expect(entry.locator(".event")).to_have_text("user_send_text")
    expect(entry.locator(".result")).to_have_text(re.compile(r"^200 · \d+ ms$"))


def test_switched_off_webhook_is_told_and_mended(open_page: OpenPage, zalo: Driver) -> None:
    page = open_page()
    zalo.webhook(enabled=False)
    page.get_by_role("button", name="Bật lại").click()
    expect(page.locator("#webhook-off")).to_be_hidden()
    assert zalo.webhook()["enabled"] is True


def test_page_follows_a_reset(open_page: OpenPage, zalo: Driver) -> None:
    page = open_page()
    zalo.officer_says("lan", "Chào chị")
    expect(page.locator(".words")).to_have_count(1)
    zalo.reset()
    expect(page.locator(".words")).to_have_count(0)
    zalo.officer_says("lan", "Chào lần nữa")
    expect(page.locator(".words")).to_have_text("Chào lần nữa")


def test_without_a_stream_the_page_asks_again(open_page: OpenPage, zalo: Driver) -> None:
    page = open_page()
    page.context.route("**/simulator/api/stream", lambda route: route.abort())
    troubles = []
    second = page.context.new_page()
    second.on("pageerror", lambda error: troubles.append(error))
    second.goto(f"{zalo.base_url}/#lan")
    second.wait_for_selector(".person", state="attached")
    zalo.officer_says("lan", "Đến bằng đường khác")
    expect(second.locator(".words")).to_have_text("Đến bằng đường khác")
    assert troubles == []


@pytest.mark.parametrize("width", [320, 390, 740, 900, 1280])
def test_no_sideways_scrolling(open_page: OpenPage, bot: SmallBot, width: int) -> None:
    bot.answers["dài"] = ["chữ" * 200 + "\nhttps://a.example/" + "x" * 300 + "\n1. Một\n2. Hai"]
    page = open_page({"width": width, "height": 800})
    write(page, "dài")
    expect(page.locator(".choices button")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("chat.scrollWidth <= chat.clientWidth")


def test_phone_shows_only_the_chat_with_a_switcher(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    expect(page.locator("#people")).to_be_hidden()
    expect(page.locator(".panel")).to_be_hidden()
    expect(page.locator("#composer")).to_be_in_viewport()
    page.get_by_role("button", name="Đổi người nhắn tin").click()
    page.locator("[data-person=tu]").click()
    expect(page.locator("#people")).to_be_hidden()
    expect(page.get_by_role("button", name="đang là Bà Tư")).to_be_visible()


def test_keyboard_alone_is_enough(open_page: OpenPage, bot: SmallBot) -> None:
    bot.answers["menu"] = [MENU]
    page = open_page(PHONE)
    page.get_by_role("button", name="Đổi người nhắn tin").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("#people")).to_be_hidden()
    expect(page.locator("#open-people")).to_be_focused()
    write(page, "menu")
    page.locator(".choices button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".mine .words").last).to_have_text("1")
    expect(page.locator("#text")).to_be_focused()  # the choices are gone


def test_a_receipt_does_not_take_the_focus(open_page: OpenPage, bot: SmallBot) -> None:
    bot.answers["menu"] = [MENU]
    page = open_page()
    held: list[Route] = []
    page.route("**/people/*/see", lambda route: held.append(route))  # it comes when we let it
    with page.expect_request("**/people/*/see"):
        write(page, "menu")
    chip = page.locator(".choices button").nth(1)
    chip.focus()
    chip.evaluate("(old) => old.classList.add('drawn-before')")
    held.pop().continue_()
    expect(page.locator(".drawn-before")).to_have_count(0)
    expect(chip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".mine .words").last).to_have_text("2")


NAMELESS = """() => [...document.querySelectorAll('button, input, textarea, select, a, img, audio')]
  .filter((e) => {
    if (e.tagName === 'IMG') return !e.hasAttribute('alt');
    const label = e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length
      || e.title || e.querySelector('img')?.alt;
    return !label;
  }).map((e) => e.outerHTML)"""

SMALL_TARGETS = """() => [...document.querySelectorAll('button, select')]
  .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 36)
  .map((e) => e.outerHTML)"""

FAINT = """() => {
  const bright = (text) => {
    const part = text.match(/[\\d.]+/g).map(Number);
    const line = part.slice(0, 3).map((v) => v / 255)
      .map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return { light: .2126 * line[0] + .7152 * line[1] + .0722 * line[2], alpha: part[3] ?? 1 };
  };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const paint = bright(getComputedStyle(e).backgroundColor);
      if (paint.alpha > .9) return paint.light;
    }
    return bright('rgb(243, 238, 240)').light;
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !e.checkVisibility()) continue;
    const [one, two] = [bright(getComputedStyle(e).color).light, behind(e)];
    const ratio = (Math.max(one, two) + .05) / (Math.min(one, two) + .05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${walk.currentNode.textContent.trim()}`);
  }
  return found;
}"""


@pytest.mark.parametrize("phone", [False, True])
def test_everything_has_a_name_a_size_and_contrast(
    open_page: OpenPage, bot: SmallBot, zalo: Driver, phone: bool
) -> None:
    bot.answers["menu"] = [MENU]
    page = open_page(PHONE) if phone else open_page()
    page.get_by_role("button", name="Nhãn dán").click()
    zalo.officer_says("lan", "Chào chị")
    zalo.person("lan").sends_location()
    write(page, "menu")
    expect(page.locator(".choices button")).to_have_count(2)
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate(FAINT) == []
    assert page.evaluate("document.documentElement.lang") == "vi"
    size = "parseFloat(getComputedStyle(document.querySelector('.by-bot .words')).fontSize)"
    assert page.evaluate(size) >= 16
