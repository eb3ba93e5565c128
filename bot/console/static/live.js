// Keeps a part of the page fresh: <div data-live="address" data-live-seconds="10" data-live-news="id">.
// Without script the page shows what was true when it was opened.

const LONGEST = 8; // a server that does not answer is asked ever less often

async function freshen(part, known) {
  const answer = await fetch(part.dataset.live, {
    headers: { "X-Requested-With": "fetch" },
    redirect: "manual",
    cache: "no-store",
  });
  if (answer.type === "opaqueredirect") return { over: true, known };
  if (!answer.ok) throw new Error(String(answer.status));
  const text = (await answer.text()).trim();
  if (text !== known) show(part, text);
  return { over: false, known: text };
}

function show(part, text) {
  const before = part.querySelector("[data-live-summary]")?.textContent;
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.innerHTML = text;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  const now = part.querySelector("[data-live-summary]")?.textContent;
  const news = document.getElementById(part.dataset.liveNews);
  if (news && now && now !== before) news.textContent = now;
}

function follow(part) {
  const pace = Number(part.dataset.liveSeconds || 10) * 1000;
  let known = null;
  let patience = 1;
  const next = () => setTimeout(look, pace * patience);
  async function look() {
    if (document.hidden) return next();
    try {
      const seen = await freshen(part, known ?? part.innerHTML.trim());
      if (seen.over) return undefined; // signed out: the next tap says so
      known = seen.known;
      patience = 1;
    } catch {
      patience = Math.min(patience * 2, LONGEST);
    }
    return next();
  }
  next();
}

for (const part of document.querySelectorAll("[data-live]")) follow(part);
