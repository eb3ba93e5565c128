// The conversation of whoever was chosen.

import { line } from "./bubble.js";
import { $, follow, make, notice } from "./dom.js";
import { conversation, post, schedule, store } from "./store.js";
import { dayName, dayOf } from "./words.js";

const SHOWN = 300;
const PATIENCE = 20_000;
const TOGETHER = 5 * 60_000;

export const chosen = { key: "", speaker: "" };
let drawn = "";
let nearEnd = true;
const known = new Set();

export const isGroup = () => store.groups.has(chosen.key);
const me = () => (isGroup() ? chosen.speaker : chosen.key);

export function draw() {
  const messages = conversation(chosen.key).slice(-SHOWN);
  const another = drawn !== chosen.key + store.epoch;
  if (another) remember(messages);
  follow($("bubbles"), items(messages), $("text"));
  remember(messages);
  $("welcome").hidden = messages.length > 0 || isGroup();
  drawTyping(messages);
  if (another || nearEnd) toEnd();
  drawn = chosen.key + store.epoch;
  look(messages);
}

function remember(messages) {
  for (const message of messages) known.add(message.id);
}

function items(messages) {
  const found = [];
  const lastMine = messages.findLast((message) => message.sender === me() && message.author === "person");
  const lastTheirs = messages.findLast((message) => message.author !== "person");
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    if (!before || dayOf(before.sent_ms) !== dayOf(message.sent_ms)) found.push(day(message));
    const look = lookOf(message, before);
    look.tick = message === lastMine;
    look.trouble = look.mine ? troubleWith(message) : "";
    look.active = message === lastTheirs && message.author === "bot" && !isGroup();
    found.push(item(message, look));
  });
  return found;
}

function day(message) {
  const name = dayName(message.sent_ms, store.account.now_ms);
  const key = `day ${dayOf(message.sent_ms)}`;
  return { key, signature: name, build: () => make("li", { className: "day", textContent: name }) };
}

function item(message, look) {
  const signature = JSON.stringify([message, look]);
  return { key: message.id, signature, build: () => line(message, { ...look, isNew: !known.has(message.id), pick: say }) };
}

function lookOf(message, before) {
  const same = before && before.author === message.author && before.sender === message.sender;
  return {
    mine: message.author === "person" && message.sender === me(),
    first: !same || message.sent_ms - before.sent_ms > TOGETHER || dayOf(before.sent_ms) !== dayOf(message.sent_ms),
    name: nameOf(message),
    quoted: store.messages.get(message.quote_id)?.text ?? "",
  };
}

function nameOf(message) {
  if (message.author === "bot") return isGroup() ? store.account.name : "Trợ lý tự động";
  if (message.author === "officer") return "Cán bộ Hội";
  return message.sender === me() ? "" : store.people.get(message.sender)?.name ?? "";
}

function troubleWith(message) {
  for (const delivery of store.deliveries.values()) {
    if (delivery.message_id !== message.id) continue;
    if (delivery.state === "retrying") return "Trợ lý chưa nhận được, Zalo sẽ gửi lại";
    if (delivery.state === "given up") return "Trợ lý không nhận được";
  }
  return "";
}

function drawTyping(messages) {
  const last = messages.at(-1);
  const waited = last ? Date.now() - last.arrived_at * 1000 : PATIENCE;
  const waiting = last?.author === "person" && !isGroup() && waited < PATIENCE && !troubleWith(last);
  $("typing").hidden = !waiting;
  if (waiting) setTimeout(schedule, PATIENCE - waited + 50);
}

export function toEnd() {
  const chat = $("chat");
  chat.scrollTop = chat.scrollHeight;
  nearEnd = true;
}

let looking = false;

async function look(messages) {
  const unseen = messages.some((message) => message.author !== "person" && message.tick !== "seen");
  if (!unseen || looking || isGroup() || document.hidden) return;
  looking = true;
  try {
    await post(`people/${chosen.key}/see`);
  } finally {
    looking = false;
  }
}

export async function say(text) {
  await send({ kind: "text", text });
}

export async function send(body) {
  nearEnd = true;
  const group = isGroup() ? chosen.key : "";
  try {
    await post(`people/${me()}/messages`, { ...body, group });
  } catch {
    notice("Chưa gửi được. Chị thử lại nhé.");
  }
}

export async function sendFile(file, kind, text) {
  nearEnd = true;
  const form = new FormData();
  form.append("kind", kind);
  form.append("text", text);
  if (isGroup()) form.append("group", chosen.key);
  form.append("file", file, file.name);
  await post(`people/${me()}/files`, form);
}

export function watchScrolling() {
  const chat = $("chat");
  chat.addEventListener("scroll", () => {
    nearEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80;
  }, { passive: true });
  chat.addEventListener("load", () => { if (nearEnd) toEnd(); }, true);
  new ResizeObserver(() => { if (nearEnd) toEnd(); }).observe(chat);
  document.addEventListener("visibilitychange", schedule);
}
