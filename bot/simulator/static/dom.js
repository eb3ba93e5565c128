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
export function follow(parent, items) {
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
