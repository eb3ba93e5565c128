// What the page knows, and how it hears of changes: a stream of events, or asking again and again.

const API = "simulator/api";
const ASK_EVERY = 1500;

export const store = fresh();
const listeners = new Set();

function fresh() {
  return { epoch: "", cursor: "", account: {}, people: new Map(), groups: new Map(), messages: new Map(), deliveries: new Map() };
}

export function onChange(listener) {
  listeners.add(listener);
}

export function apply(changes) {
  if (changes.epoch !== store.epoch) Object.assign(store, fresh(), { epoch: changes.epoch });
  store.cursor = changes.cursor;
  store.account = changes.account;
  for (const person of changes.people) store.people.set(person.key, person);
  for (const group of changes.groups) store.groups.set(group.key, group);
  for (const message of changes.messages) store.messages.set(message.id, message);
  for (const delivery of changes.deliveries) store.deliveries.set(delivery.id, delivery);
  schedule();
}

let scheduled = false;

export function schedule() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    for (const listener of listeners) listener();
  });
}

export function conversation(key) {
  return [...store.messages.values()]
    .filter((message) => message.conversation === key)
    .sort((one, other) => one.arrived_at - other.arrived_at);
}

export const newestOf = (key) => conversation(key).at(-1);

export function unseenIn(key) {
  return conversation(key).filter((message) => message.author !== "person" && message.tick !== "seen").length;
}

export function listen() {
  const stream = new EventSource(`${API}/stream`);
  let asking = null;
  stream.onmessage = (event) => apply(JSON.parse(event.data));
  stream.onopen = () => { clearInterval(asking); asking = null; };
  stream.onerror = () => { asking ??= setInterval(askOnce, ASK_EVERY); };
}

export async function askOnce() {
  try {
    const answer = await fetch(`${API}/changes?since=${encodeURIComponent(store.cursor)}`);
    if (answer.ok) apply(await answer.json());
  } catch {
    // The stand-in is away; the next try will tell.
  }
}

export async function post(path, body) {
  const form = body instanceof FormData;
  const answer = await fetch(`${API}/${path}`, {
    method: "POST",
    headers: form ? {} : { "Content-Type": "application/json" },
    body: form ? body : JSON.stringify(body ?? {}),
  });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error ?? `${answer.status}`);
  return answer.json();
}
