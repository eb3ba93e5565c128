// One message as a line of the conversation.

import { icon, make } from "./dom.js";
import { colour, initials, linked, timeOf, withChoices } from "./words.js";

export const STICKERS = { flowers: "Bó hoa", heart: "Trái tim", sun: "Mặt trời", tea: "Chén trà" };
const TICKS = { sent: "Đã gửi", received: "Đã nhận", seen: "Đã xem" };

// `look` = { mine, first, name, speaker, tick, trouble, active, quoted, pick }
export function line(message, look) {
  const row = make("li", { className: classes(message, look) });
  if (!look.mine) row.append(look.first ? face(message, look) : make("span", { className: "gap" }));
  const stack = make("div", { className: "stack" });
  if (look.first && look.name) stack.append(make("span", { className: "who", textContent: look.name }));
  stack.append(bubble(message, look));
  if (message.reactions.length) stack.append(reactions(message));
  if (look.trouble) stack.append(make("span", { className: "tick trouble", textContent: look.trouble }));
  else if (look.tick) stack.append(make("span", { className: "tick", textContent: TICKS[message.tick] }));
  row.append(stack);
  return row;
}

function classes(message, look) {
  const names = ["line", `by-${message.author}`];
  if (look.mine) names.push("mine");
  if (look.first) names.push("first");
  if (look.isNew) names.push("fresh");
  return names.join(" ");
}

function face(message, look) {
  if (message.author === "bot") return make("img", { className: "face small", src: "simulator/static/flower.svg", alt: "" });
  const key = message.author === "officer" ? "officer" : message.sender;
  return make("span", { className: `face small ${colour(key)}`, textContent: initials(look.name), ariaHidden: "true" });
}

function bubble(message, look) {
  const box = make("div", { className: message.kind === "sticker" ? "bubble bare" : "bubble" });
  if (look.quoted) box.append(make("div", { className: "quoted", textContent: look.quoted }));
  const attached = attachment(message);
  if (attached) box.append(attached);
  const { words, choices } = look.mine ? { words: message.text, choices: [] } : withChoices(message.text);
  if (words) box.append(make("div", { className: "words" }, ...linked(words)));
  if (choices.length) box.append(choiceList(choices, look));
  box.append(make("time", { textContent: timeOf(message.sent_ms), dateTime: new Date(message.sent_ms).toISOString() }));
  return box;
}

function choiceList(choices, look) {
  const list = make("div", { className: "choices", role: "group", "aria-label": "Chọn một mục" });
  for (const { number, label } of choices) {
    const inside = [make("b", { textContent: number }), make("span", {}, ...linked(label))];
    if (look.active) {
      const button = make("button", { type: "button" }, ...inside);
      button.addEventListener("click", () => look.pick(String(number)));
      list.append(button);
    } else {
      list.append(make("div", { className: "was" }, ...inside));
    }
  }
  return list;
}

function attachment(message) {
  const given = message.attachment;
  if (!given) return null;
  switch (given.kind) {
    case "image":
    case "gif":
      return picture(given, message.text);
    case "sticker":
      return sticker(given);
    case "audio":
      return make("audio", { src: local(given.url), controls: true, preload: "metadata", "aria-label": "Tin nhắn thoại" });
    case "location":
      return place(given);
    default:
      return document_(given);
  }
}

// Our own media by path alone, so that the page also works behind another port.
function local(url) {
  const at = url.indexOf("/simulator/");
  return at >= 0 ? url.slice(at + 1) : url;
}

function picture(given, caption) {
  const image = make("img", { src: local(given.url), alt: caption || "Ảnh đã gửi", loading: "lazy" });
  return make("a", { className: "picture", href: local(given.url), target: "_blank", rel: "noopener" }, image);
}

function sticker(given) {
  const name = given.sticker_id;
  if (!(name in STICKERS)) return make("div", { className: "sticker unknown", textContent: "Nhãn dán" });
  return make("img", { className: "sticker", src: `simulator/static/stickers/${name}.svg`, alt: `Nhãn dán: ${STICKERS[name]}` });
}

function place(given) {
  const where = `${given.latitude}, ${given.longitude}`;
  const words = make("span", {}, "Vị trí", make("small", { textContent: where }));
  return make("div", {}, make("div", { className: "map" }, icon("place")), make("div", { className: "attached" }, words));
}

function document_(given) {
  const name = given.name || given.description || given.url || "Tệp";
  const size = given.size ? make("small", { textContent: `${Math.ceil(given.size / 1024)} KB` }) : "";
  const inside = [icon("file"), make("span", {}, name, size)];
  if (!/^https?:/.test(given.url)) return make("div", { className: "attached" }, ...inside);
  return make("a", { className: "attached", href: local(given.url), target: "_blank", rel: "noopener noreferrer" }, ...inside);
}

const ICONS = { "/-heart": "♥", "/-strong": "👍", ":>": "😄", ":o": "😮", "--b": "😢", ":-((": "😭", ":-h": "😠" };

function reactions(message) {
  const shown = message.reactions.map((code) => ICONS[code] ?? code).join(" ");
  return make("span", { className: "icons", textContent: shown, "aria-label": "Cảm xúc" });
}
