// Small tools for building the page without ever parsing markup.

export const $ = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "data") Object.assign(element.dataset, value);
    else if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

// Makes the children of `parent` follow `items` ({key, signature, build}), keeping those unchanged.
// Whoever had the focus has it still; `home` gets it from a keyboard where what had it is gone.
export function follow(parent, items, home = null) {
  const held = focusIn(parent);
  replace(parent, items);
  if (held) refocus(parent, held, home);
}

function replace(parent, items) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const old = before.get(item.key);
    before.delete(item.key);
    const same = old && old.dataset.signature === item.signature;
    const child = same ? old : built(item, Boolean(old));
    if (old && !same) {
      if (place === old) place = old.nextElementSibling;
      old.remove();
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
  for (const leftover of before.values()) leftover.remove();
}

const reachable = (child) => [...child.querySelectorAll("a[href], button, audio")];

function focusIn(parent) {
  const focused = document.activeElement;
  const child = [...parent.children].find((each) => each.contains(focused));
  if (!child) return null;
  const at = reachable(child).indexOf(focused);
  return { focused, key: child.dataset.key, at, byKeyboard: focused.matches(":focus-visible") };
}

function refocus(parent, { focused, key, at, byKeyboard }, home) {
  if (document.activeElement === focused) return;
  const child = [...parent.children].find((each) => each.dataset.key === key);
  const same = child && reachable(child)[at];
  const found = same?.tagName === focused.tagName && same.textContent === focused.textContent;
  const next = found ? same : byKeyboard ? home : null;
  next?.focus({ preventScroll: true, focusVisible: byKeyboard });
}

function built(item, replaces) {
  const child = item.build();
  child.dataset.key = item.key;
  child.dataset.signature = item.signature;
  if (replaces) child.classList.remove("fresh");
  return child;
}

let hiding = null;

export function notice(text) {
  const box = $("notice");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { box.hidden = true; }, 5000);
}
