// Writing: text, pictures and files, stickers, a place, a voice.

import { STICKERS } from "./bubble.js";
import { chosen, isGroup, say, send, sendFile } from "./chat.js";
import { $, make, notice } from "./dom.js";
import { store } from "./store.js";

const LARGEST = 10 * 1024 * 1024;
let picked = null;
let sentEarly = false;
const drafts = new Map();

export function setUp() {
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  $("text").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  $("text").addEventListener("input", grow);
  $("file").addEventListener("change", () => pick($("file").files[0]));
  $("preview-remove").addEventListener("click", () => pick(null));
  $("send-place").addEventListener("click", () => send({ kind: "location", latitude: "19.8067", longitude: "105.7852" }));
  $("send-voice").addEventListener("click", sendVoice);
  $("speaker").addEventListener("change", () => { chosen.speaker = $("speaker").value; });
  setUpStickers();
}

export function keepDraft(key) {
  drafts.set(key, $("text").value);
}

export function showDraft(key) {
  $("text").value = drafts.get(key) ?? "";
  pick(null);
  grow();
  if (sentEarly) submit();
  sentEarly = false;
}

function grow() {
  const text = $("text");
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

async function submit() {
  const text = $("text").value.trim();
  if (!text && !picked) return;
  sentEarly = !chosen.key;
  if (sentEarly) return;
  const file = picked;
  $("text").value = "";
  pick(null);
  grow();
  $("text").focus();
  if (!file) return say(text);
  try {
    await sendFile(file, kindOf(file), text);
  } catch {
    notice("Chưa gửi được tệp này. Chị thử lại nhé.");
  }
}

function kindOf(file) {
  if (file.type === "image/gif") return "gif";
  return file.type.startsWith("image/") ? "image" : "file";
}

function pick(file) {
  if (file && file.size > LARGEST) {
    notice("Tệp này lớn quá 10 MB, chị chọn tệp nhỏ hơn nhé.");
    file = null;
  }
  if ($("preview-picture").src) URL.revokeObjectURL($("preview-picture").src);
  picked = file ?? null;
  $("preview").hidden = !picked;
  $("preview-name").textContent = picked?.name ?? "";
  const shown = Boolean(picked?.type.startsWith("image/"));
  $("preview-picture").hidden = !shown;
  if (shown) $("preview-picture").src = URL.createObjectURL(picked);
  else $("preview-picture").removeAttribute("src");
  if (picked) $("text").focus();
  else $("file").value = "";
}

function setUpStickers() {
  for (const [id, name] of Object.entries(STICKERS)) {
    const image = make("img", { src: `simulator/static/stickers/${id}.svg`, alt: name, width: 68, height: 68 });
    const button = make("button", { type: "button" }, image);
    button.addEventListener("click", () => { showTray(false); send({ kind: "sticker", sticker_id: id }); });
    $("tray").append(button);
  }
  $("toggle-stickers").addEventListener("click", () => showTray($("tray").hidden));
}

function showTray(open) {
  $("tray").hidden = !open;
  $("toggle-stickers").setAttribute("aria-expanded", String(open));
}

// A second of soft tone, so that a voice message can be tried without a microphone.
async function sendVoice() {
  const rate = 8000;
  const sound = new DataView(new ArrayBuffer(44 + rate));
  [...'RIFF....WAVEfmt '].forEach((letter, at) => sound.setUint8(at, letter.charCodeAt(0)));
  [...'data'].forEach((letter, at) => sound.setUint8(36 + at, letter.charCodeAt(0)));
  sound.setUint32(4, 36 + rate, true);
  sound.setUint32(16, 16, true);
  sound.setUint16(20, 1, true);
  sound.setUint16(22, 1, true);
  sound.setUint32(24, rate, true);
  sound.setUint32(28, rate, true);
  sound.setUint16(32, 1, true);
  sound.setUint16(34, 8, true);
  sound.setUint32(40, rate, true);
  for (let at = 0; at < rate; at += 1) {
    const fade = Math.sin((Math.PI * at) / rate);
    sound.setUint8(44 + at, 128 + 40 * fade * Math.sin((2 * Math.PI * 330 * at) / rate));
  }
  try {
    await sendFile(new File([sound], "tin-thoai.wav", { type: "audio/wav" }), "audio", "");
  } catch {
    notice("Chưa gửi được tin thoại. Chị thử lại nhé.");
  }
}

export function drawSpeaker() {
  const group = store.groups.get(chosen.key);
  $("speaker-row").hidden = !isGroup();
  if (!group) return;
  if (!group.members.includes(chosen.speaker)) chosen.speaker = group.members[0];
  const names = group.members.map((key) => [key, store.people.get(key)?.name ?? key]);
  const signature = JSON.stringify(names);
  if ($("speaker").dataset.signature === signature) return;
  $("speaker").dataset.signature = signature;
  $("speaker").replaceChildren(...names.map(([key, name]) => new Option(name, key)));
  $("speaker").value = chosen.speaker;
}
