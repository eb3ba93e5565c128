// While a library is being built, the page asks every few seconds how far it is.

const EVERY = 4000;

async function renew(room) {
  const answer = await fetch(room.dataset.progress, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const shown = room.querySelector("[data-shown]");
  shown.innerHTML = await answer.text();
  if (!shown.querySelector("progress") && shown.querySelector("[data-ready], form")) return;
  setTimeout(() => renew(room).catch(() => {}), EVERY);
}

for (const room of document.querySelectorAll("[data-progress][data-busy]")) {
  setTimeout(() => renew(room).catch(() => {}), EVERY);
}
