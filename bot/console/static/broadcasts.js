// Counts the letters of a broadcast or an article as it will arrive, shows it while she writes, and finds law
// without leaving the page. Without this file the buttons do the same.
const PAUSE = 700;
const form = document.getElementById("broadcast-form");
const count = document.getElementById("text-count");
let waiting;
let asked = 0;
let around = 0; // letters that go along: the source, and how to stop

const lengthOf = (text) => [...text.trim().normalize("NFC")].length;

function tellLength() {
  const length = lengthOf(form.text.value) + around;
  const most = Number(count.dataset.most);
  const told = around ? `, ${count.dataset.around}` : "";
  count.textContent = `${length}/${most} ký tự${told}`;
  count.classList.toggle("over", length > most);
}

async function look(more = {}) {
  const mine = ++asked;
  const body = new FormData(form);
  body.delete("file"); // too heavy for every pause; it comes with the button
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  const written = lengthOf(form.text.value);
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body });
    const page = await answer.text();
    if (!answer.ok || mine !== asked) return;
    show(new DOMParser().parseFromString(page, "text/html"), written, "find-law" in more);
  } catch {
    // no network: the buttons are still there
  }
}

function show(page, written, places) {
  const preview = page.getElementById("draft-preview");
  if (!preview) return;
  around = Math.max(0, Number(preview.dataset.length) - written);
  document.getElementById("draft-preview").replaceWith(preview);
  if (places) document.getElementById("draft-places").replaceWith(page.getElementById("draft-places"));
  tellLength();
}

if (form && count) {
  form.addEventListener("input", (event) => {
    if (event.target === form.text) tellLength();
    if (event.target === form.find) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => look(), PAUSE);
  });
  form.find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    look({ "find-law": "1" });
  });
  form.querySelector('[name="find-law"]').addEventListener("click", (event) => {
    event.preventDefault();
    look({ "find-law": "1" });
  });
  const shown = Number(document.getElementById("draft-preview").dataset.length);
  around = Math.max(0, shown - lengthOf(form.text.value));
  tellLength();
}
