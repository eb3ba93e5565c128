// Counts what is left of a message while the officer writes, and keeps her from losing it by a slip.

for (const form of document.querySelectorAll("form[data-answer]")) {
  const words = form.querySelector("textarea");
  const left = form.querySelector("[data-left]");
  let sent = false;
  const count = () => {
    const rest = words.maxLength - [...words.value.normalize("NFC")].length;
    left.textContent = words.value ? `, còn ${rest.toLocaleString("vi")}` : "";
    left.classList.toggle("over-limit", rest < 100);
  };
  words.addEventListener("input", count);
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && words.value.trim()) event.preventDefault();
  });
  count();
}
