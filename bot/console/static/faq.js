// Counts the letters of the answer, and shows the bubbles while she writes. Without this file the
// button "Xem trước" does the same.
const PAUSE = 700;
const form = document.getElementById("faq-form");
const count = document.getElementById("answer-count");
let waiting;
let asked = 0;

function tellLength() {
  const length = [...form.answer.value.trim().normalize("NFC")].length;
  const most = Number(count.dataset.most);
  count.textContent = `${length}/${most} ký tự`;
  count.classList.toggle("over", length > most);
}

async function show() {
  if (!form.question.value.trim() || !form.answer.value.trim()) return;
  const mine = ++asked;
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
    const page = await answer.text();
    if (!answer.ok || mine !== asked) return;
    const shown = new DOMParser().parseFromString(page, "text/html").getElementById("faq-preview");
    if (shown) document.getElementById("faq-preview").replaceWith(shown);
  } catch {
    // no network: the button is still there
  }
}

if (form && count) {
  form.addEventListener("input", () => {
    tellLength();
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
  tellLength();
}
