// Texts: links, numbered choices, times and days as people in Vietnam read them.

const ZONE = "Asia/Ho_Chi_Minh";
const clock = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const dayKey = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE });
const longDay = new Intl.DateTimeFormat("vi-VN", {
  timeZone: ZONE, weekday: "long", day: "numeric", month: "numeric", year: "numeric",
});

export const timeOf = (milliseconds) => clock.format(milliseconds);
export const dayOf = (milliseconds) => dayKey.format(milliseconds);

export function dayName(milliseconds, now) {
  const day = dayOf(milliseconds);
  if (day === dayOf(now)) return "Hôm nay";
  if (day === dayOf(now - 86_400_000)) return "Hôm qua";
  const name = longDay.format(milliseconds);
  return name[0].toUpperCase() + name.slice(1);
}

const LINK = /https?:\/\/[^\s<>"'“”]+[^\s<>"'“”.,;:!?)\]]/g;

// Text nodes and links; never markup, whatever the text holds.
export function linked(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    parts.push(text.slice(from, match.index), link(match[0]));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

function link(url) {
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.textContent = url;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return anchor;
}

const NUMBERED = /^\s*(\d{1,2})[.)]\s+(\S.*)$/;
const LONGEST_CHOICE = 120;

// Splits "…\n1. Một\n2. Hai" into the words before and the choices 1, 2, … at the very end.
export function withChoices(text) {
  const lines = text.trimEnd().split("\n");
  const choices = [];
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const match = NUMBERED.exec(lines[at]);
    if (!match || match[2].length > LONGEST_CHOICE) break;
    choices.unshift({ number: Number(match[1]), label: match[2] });
    if (Number(match[1]) === 1) break;
  }
  const inOrder = choices.length > 0 && choices.every((choice, index) => choice.number === index + 1);
  if (!inOrder) return { words: text, choices: [] };
  return { words: lines.slice(0, lines.length - choices.length).join("\n").trimEnd(), choices };
}

export function initials(name) {
  const words = name.trim().split(/\s+/);
  return (words.at(-1)?.[0] ?? "?").toUpperCase();
}

export function colour(key) {
  let sum = 0;
  for (const letter of key) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  return `c${sum % 6}`;
}
