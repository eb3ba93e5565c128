// The panel beside the phone: the officer's hand, sample questions, what Zalo told the bot.

import { chosen, say } from "./chat.js";
import { $, follow, make, notice } from "./dom.js";
import { post, store } from "./store.js";

const SAMPLES = [
  "ly hon thi con 2 tuoi ai nuoi",
  "Nghỉ thai sản được mấy tháng?",
  "lam giay khai sinh cho con can gi",
  "Điều 51 Luật Hôn nhân và gia đình",
  "Chồng hay đánh tôi, tôi phải làm sao?",
];
const IN_WELCOME = 3;
const KEPT = 60;

export function setUp() {
  $("panel-samples").append(...SAMPLES.map(sample));
  $("welcome-samples").append(...SAMPLES.slice(0, IN_WELCOME).map(sample));
  $("officer").addEventListener("submit", (event) => { event.preventDefault(); officerSpeaks(); });
  $("officer-text").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    officerSpeaks();
  });
}

function sample(text) {
  const button = make("button", { type: "button", textContent: text });
  button.addEventListener("click", () => { say(text); $("text").focus(); });
  return make("li", {}, button);
}

async function officerSpeaks() {
  const text = $("officer-text").value.trim();
  if (!text) return;
  try {
    await post(`conversations/${chosen.key}/officer`, { text });
    $("officer-text").value = "";
  } catch {
    notice("Chưa gửi được lời của cán bộ.");
  }
}

export function draw() {
  const newest = [...store.deliveries.values()].slice(-KEPT).sort((one, other) => other.id - one.id);
  follow($("deliveries"), newest.map(entry));
}

function entry(delivery) {
  const result = resultOf(delivery);
  const build = () => make("li", { className: delivery.state },
    make("span", { className: "lamp", ariaHidden: "true" }),
    make("span", { className: "event", textContent: delivery.event_name, title: delivery.event_name }),
    make("span", { className: "result", textContent: result }));
  return { key: String(delivery.id), signature: delivery.state + result, build };
}

function resultOf(delivery) {
  const milliseconds = `${Math.round(delivery.milliseconds)} ms`;
  if (delivery.state === "waiting") return "đang gửi";
  if (delivery.state === "delivered") return `${delivery.status} · ${milliseconds}`;
  const why = delivery.status || "không nối được";
  return delivery.state === "given up" ? `${why} · thôi` : `${why} · lần ${delivery.attempts}`;
}
