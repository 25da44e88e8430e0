// The page of the conversation: puts the parts together. Started by chat.html.

import "./leave.js";
import { Line } from "./line.js";
import { Stream } from "./stream.js";
import { View } from "./view.js";

const main = document.getElementById("talk");
const words = JSON.parse(main.dataset.words);
const longest = Number(main.dataset.longest);
const composer = document.getElementById("composer");
const field = document.getElementById("write");
const status = document.getElementById("status");
const left = document.getElementById("left");
const TYPING_LASTS = 30000, LOST_IS_SAID_AFTER = 2500;

const view = new View(words, ({ id, title }) => write(title, id));
let line, stream, typingEnds, lostTimer, isFresh = true, lastBubbleAt = 0;

function start() {
  line = new Line(main.dataset.frame === "yes", {
    sent,
    waiting: (message) => { view.state(message.id, words.not_sent); view.hideTyping(); },
    refused: (message, blocks) => { view.state(message.id, words.refused); view.note(`refused-${message.id}`, blocks); },
    say: (key, blocks) => view.note(key, blocks),
    bubbles: (bubbles) => { bubbles.forEach((bubble) => view.bubble(bubble)); view.settled(); },
    lost: () => sayLost(words.offline),
    renewed: () => { view.note("forgotten", [{ p: [[{ text: words.forgotten }]] }]); follow(); },
  });
  open();
}

async function open() {
  composer.hidden = false;
  const opening = line;
  if (await opening.open()) awaitReply();
  if (opening === line && !line.closed) follow();
}

function follow() {
  stream?.close();
  stream = new Stream(() => line.headers(), {
    event: take, found: connected, lost: () => sayLost(words.offline),
    gone: async () => { await line.open(); follow(); },
  });
  stream.run();
}

// The reply may be faster than the word that the message has arrived.
function sent(message) {
  view.state(message.id, "");
  connected();
  if (lastBubbleAt < message.postedAt) awaitReply();
}

function take(event) {
  const wasSaid = { bubble: () => view.bubble(event), said: () => view.said(event) }[event.type];
  if (wasSaid) wasSaid();
  if (event.type === "bubble") lastBubbleAt = performance.now();
  if (event.type === "typing") awaitReply();
  if (event.type === "finished") view.hideTyping();
  if (event.type === "ready") ready();
  if (event.type === "numbers") event.numbers.forEach(showOpening);
  if (event.type === "down") sayLost(words.down);
  if (event.type === "up") connected();
  if (event.type === "erased") view.clear();
  if (event.type === "forgotten") view.forgetBefore();
}

// What was said before the page was loaded is there; from here on a screen reader reads what is new.
function ready() {
  if (isFresh && view.personHasSpoken) view.goToEnd();
  isFresh = false;
  setTimeout(() => view.settled(), 300);
}

function awaitReply() {
  view.showTyping();
  clearTimeout(typingEnds);
  typingEnds = setTimeout(() => view.hideTyping(), TYPING_LASTS);
}

function write(text, button) {
  if (line.isFull()) return view.note("full", [{ p: [[{ text: words.too_many_waiting }]] }]);
  const id = newId();
  const lines = text.split("\n").map((words) => [{ text: words }]);
  view.said({ id, blocks: [{ p: lines }] });
  view.state(id, words.sending);
  line.send({ id, text, button });
  return undefined;
}

// Not crypto.randomUUID: it is missing where the page is served without TLS.
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function showOpening(number) {
  const place = document.querySelector(`[data-opening="${number.id}"]`);
  if (!place) return;
  place.textContent = number.opening;
  place.closest("a").dataset.state = number.state;
}

// A short gap is nobody's business.
function sayLost(sentence) {
  if (!status.hidden && status.textContent === sentence) return;
  lostTimer ??= setTimeout(() => {
    lostTimer = undefined;
    status.textContent = sentence;
    status.hidden = false;
  }, LOST_IS_SAID_AFTER);
}

function connected() {
  clearTimeout(lostTimer);
  lostTimer = undefined;
  status.hidden = true;
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return field.focus();
  write(text);
  field.value = "";
  fit();
  // A phone's keyboard would cover the answer.
  return hasKeyboard() ? field.focus() : field.blur();
});

const hasKeyboard = () => matchMedia("(pointer: fine)").matches;

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && hasKeyboard()) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

field.addEventListener("input", fit);

function fit() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
  const rest = longest - field.value.length;
  left.textContent = rest < 300 ? words.left.replace("{count}", rest) : "";
}

// On a phone the keyboard covers the page: what is left of it is the page.
window.visualViewport?.addEventListener("resize", () => {
  document.body.style.height = `${window.visualViewport.height}px`;
  window.scrollTo(0, 0);
});

// A page out of the browser's memory may show what has been erased since.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

const dialog = document.getElementById("erase-dialog");
const fault = document.getElementById("erase-fault");
const now = document.getElementById("erase-now");

document.getElementById("erase").addEventListener("click", () => {
  fault.hidden = true;
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
});

now.addEventListener("click", async () => {
  const title = now.textContent;
  now.disabled = true;
  now.textContent = now.dataset.working;
  const answer = await line.erase();
  now.textContent = title;
  now.disabled = false;
  // Without a session there is nothing left to erase.
  if (answer?.status === 200 || answer?.status === 401) return showErased(answer.data.blocks || []);
  fault.replaceChildren(...(answer?.data.blocks || [{ p: [[{ text: words.offline }]] }]).map((b) => view.block(b)));
  fault.hidden = false;
  return undefined;
});

function showErased(blocks) {
  line.close();
  stream?.close();
  if (dialog.close) dialog.close();
  else dialog.removeAttribute("open");
  view.clear();
  field.value = "";
  composer.hidden = true;
  const card = document.getElementById("erased").content.cloneNode(true).firstElementChild;
  card.querySelector(".said").append(...blocks.map((block) => view.block(block)));
  card.querySelector("button").addEventListener("click", () => {
    view.clear();
    isFresh = true;
    start();
    field.focus();
  });
  view.log.append(card);
  card.focus();
}

start();
