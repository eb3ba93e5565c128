// The list of people, and the head of the phone.

import { chosen, isGroup } from "./chat.js";
import { keepDraft, showDraft } from "./composer.js";
import { $, follow, make, notice } from "./dom.js";
import { newestOf, post, schedule, store, unseenIn } from "./store.js";
import { colour, initials, timeOf } from "./words.js";

const KINDS = {
  image: "Ảnh", gif: "Ảnh động", sticker: "Nhãn dán", audio: "Tin nhắn thoại",
  location: "Vị trí", file: "Tệp", link: "Liên kết", video: "Video",
};

export function setUp() {
  $("new-person").addEventListener("submit", addPerson);
  $("open-people").addEventListener("click", () => showPeople(true));
  $("close-people").addEventListener("click", () => showPeople(false));
  $("follow").addEventListener("click", toggleFollow);
  $("webhook-on").addEventListener("click", () => post("webhook", { enabled: true }));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") showPeople(false); });
  window.addEventListener("hashchange", () => choose(location.hash.slice(1)));
}

export function choose(key) {
  if (!store.people.has(key) && !store.groups.has(key)) key = store.people.keys().next().value ?? "";
  if (!key || key === chosen.key) return;
  keepDraft(chosen.key || key);  // what was typed before anybody was there is for the first
  chosen.key = key;
  showDraft(key);
  history.replaceState(null, "", `#${key}`);
  showPeople(false);
  schedule();
}

function showPeople(open) {
  const small = matchMedia("(max-width: 740px)").matches;
  const was = $("people").classList.contains("open");
  $("people").classList.toggle("open", open);
  $("open-people").setAttribute("aria-expanded", String(open));
  $("phone").inert = open && small;
  if (open) $("close-people").focus();
  else if (was) $("open-people").focus();
}

export function draw() {
  choose(chosen.key || location.hash.slice(1));
  follow($("people-list"), [...store.people.values(), ...store.groups.values()].map(entry));
  drawHead();
}

function entry(who) {
  const newest = newestOf(who.key);
  const unseen = who.key === chosen.key ? 0 : unseenIn(who.key);
  const last = newest ? `${timeOf(newest.sent_ms)} · ${preview(newest)}` : kindOf(who);
  const current = who.key === chosen.key;
  const signature = JSON.stringify([who.name, last, unseen, current]);
  return { key: who.key, signature, build: () => make("li", {}, button(who, last, unseen, current)) };
}

function kindOf(who) {
  if (who.members) return `Nhóm, ${who.members.length} người`;
  return who.follower ? "Đang quan tâm Hội" : "Chưa quan tâm Hội";
}

function preview(message) {
  const words = message.text.split("\n")[0] || KINDS[message.kind] || "";
  return message.author === "person" ? words : `Hội: ${words}`;
}

function button(who, last, unseen, current) {
  const words = make("span", { className: "about" },
    make("span", { className: "name", textContent: who.name }),
    make("span", { className: "last", textContent: last }));
  const face = make("span", { className: `face ${colour(who.key)}`, textContent: initials(who.name), ariaHidden: "true" });
  const count = unseen ? [make("span", { className: "count", textContent: unseen, "aria-label": `${unseen} tin mới` })] : [];
  const row = make("button", { type: "button", className: "person", data: { person: who.key } }, face, words, ...count);
  if (current) row.setAttribute("aria-current", "true");
  row.addEventListener("click", () => choose(who.key));
  return row;
}

function drawHead() {
  const person = store.people.get(chosen.key);
  const group = store.groups.get(chosen.key);
  $("bar-title").textContent = group ? group.name : store.account.name ?? "";
  $("bar-subtitle").textContent = group ? `Nhóm Zalo, ${group.members.length} người` : "Tài khoản Chính thức";
  $("verified-mark").toggleAttribute("hidden", isGroup());
  $("whose").textContent = person ? `Điện thoại của ${person.name}` : "Nhóm Zalo";
  $("clock").textContent = timeOf(store.account.now_ms);
  $("open-people").setAttribute("aria-label", `Đổi người nhắn tin, đang là ${person?.name ?? group?.name ?? ""}`);
  $("officer-to").textContent = person?.name ?? group?.name ?? "";
  $("webhook-off").hidden = store.account.webhook_enabled !== false;
  $("follow").hidden = !person;
  $("follow").title = person?.follower ? "Đang quan tâm, chạm để bỏ" : "Quan tâm tài khoản này";
  $("follow").setAttribute("aria-pressed", String(Boolean(person?.follower)));
}

async function toggleFollow() {
  const person = store.people.get(chosen.key);
  if (!person) return;
  await post(`people/${person.key}/${person.follower ? "unfollow" : "follow"}`);
  notice(person.follower ? `${person.name} đã bỏ quan tâm` : `${person.name} đã quan tâm Hội`);
}

async function addPerson(event) {
  event.preventDefault();
  const name = $("new-name").value.trim();
  if (!name) return;
  const person = await post("people", { name, follower: false });
  $("new-name").value = "";
  store.people.set(person.key, person);
  choose(person.key);
  $("text").focus();
}
