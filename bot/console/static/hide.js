// One tap, or Escape, and the page is gone, also from where "back" leads.

const away = document.querySelector("[data-hide]");
function hide(event) {
  event.preventDefault();
  document.body.replaceChildren();
  location.replace(away.href);
}
away?.addEventListener("click", hide);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && away) hide(event);
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
