// Shows the conversation. Text only ever becomes text: nothing that comes in is read as HTML.

const NEAR = 120, ONE_ANSWER = 8000, HASTE = 700;

export class View {
  // words: the sentences of texts.yml under `script`; onTap(button element, {id, title})
  constructor(words, onTap) {
    this.words = words;
    this.onTap = onTap;
    this.log = document.getElementById("log");
    this.scroller = document.getElementById("scroll");
    this.typing = document.getElementById("typing");
    this.more = document.getElementById("more");
    this.day = null;
    this.shown = new Map();
    this.firstNew = null;
    this.firstNewAt = this.tappedAt = 0;
    // Until then the page stays at its beginning: the notice, then who speaks.
    this.personHasSpoken = false;
    this.more.addEventListener("click", () => this.readOn());
    this.scroller.addEventListener("scroll", () => { if (this.isNearEnd()) this.more.hidden = true; }, { passive: true });
  }

  // A reply of the bot. What was shown before is not shown again.
  bubble(event) {
    if (event.id && this.shown.has(event.id)) return;
    document.getElementById("loading")?.remove();
    if (Date.now() - this.firstNewAt > ONE_ANSWER) this.firstNew = null;
    const following = this.isNearEnd() || this.firstNew !== null;
    this.hideTyping();
    this.newDay(event.day);
    const item = this.item("bot", this.words.bot, event);
    const body = make("div", "bubble");
    body.append(...event.blocks.map((block) => this.block(block)));
    item.append(body);
    if (event.buttons.length) item.append(this.buttons(event.buttons));
    if (event.id) this.shown.set(event.id, item);
    this.settleButtons();
    this.log.append(item);
    this.noteFirst(item);
    if (following && this.personHasSpoken) this.showFromFirstNew();
    this.more.hidden = this.isNearEnd();
  }

  // The person's own words: at once when they are written, or from the server after the page was loaded again.
  said(event) {
    const known = this.shown.get(event.id);
    if (known) return this.confirm(known, event);
    this.newDay(event.day);
    this.firstNew = null;
    this.personHasSpoken = true;
    const item = this.item("me", this.words.you, event);
    const body = make("div", "bubble");
    body.append(...event.blocks.map((block) => this.block(block)));
    item.append(body, make("p", "state"));
    this.shown.set(event.id, item);
    this.settleButtons();
    this.log.append(item);
    this.goToEnd();
  }

  confirm(item, event) {
    item.querySelector("time")?.replaceWith(this.time(event));
    this.state(event.id, "");
  }

  state(id, words) {
    const item = this.shown.get(id);
    if (item) item.querySelector(".state").textContent = words;
  }

  // A sentence of the page itself, once in a row.
  note(key, blocks) {
    const last = this.log.lastElementChild;
    if (last?.dataset.note === key) return;
    const item = make("div", "note");
    item.dataset.note = key;
    item.append(...blocks.map((block) => this.block(block)));
    this.log.append(item);
    this.goToEnd();
  }

  noteFirst(item) {
    if (this.firstNew) return;
    this.firstNew = item;
    this.firstNewAt = Date.now();
  }

  settled() {
    this.log.setAttribute("aria-busy", "false");
    this.firstNew = null;
  }

  showTyping() {
    if (!this.typing.hidden) return;
    const following = this.personHasSpoken && this.isNearEnd();
    this.typing.hidden = false;
    if (following) this.goToEnd();
  }

  hideTyping() {
    this.typing.hidden = true;
  }

  clear() {
    this.log.replaceChildren();
    this.shown.clear();
    this.day = this.firstNew = null;
    this.personHasSpoken = false;
    this.more.hidden = true;
    this.hideTyping();
  }

  // What the dialogue has erased goes from the page too; its last answer, which says so, stays.
  forgetBefore() {
    const answer = [];
    for (let item = this.log.lastElementChild; item?.matches(".bot, .note"); item = item.previousElementSibling) answer.unshift(item);
    this.log.replaceChildren(...answer);
    this.day = null;
  }

  goToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.more.hidden = true;
  }

  readOn() {
    this.scroller.scrollBy({ top: this.scroller.clientHeight * 0.8 });
    this.scroller.focus({ preventScroll: true });
  }

  isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  // A long answer is read from its beginning: its first bubble stays in sight.
  showFromFirstNew() {
    const margin = 12, place = this.firstNew.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    const top = this.scroller.scrollTop + place - margin;
    this.scroller.scrollTop = Math.min(top, this.scroller.scrollHeight);
    this.more.hidden = this.isNearEnd();
  }

  newDay(day) {
    if (!day || day === this.day) return;
    this.day = day;
    this.log.append(make("p", "day", day));
  }

  item(who, name, event) {
    const item = make("div", `item ${who}`);
    const head = make("p", "who");
    if (who === "bot") head.append(icon("i-mark"));
    head.append(make("span", "name", name), " ", this.time(event));
    item.append(head);
    return item;
  }

  time(event) {
    const time = make("time", "", event.time || "");
    if (event.at) time.dateTime = event.at;
    return time;
  }

  block(block) {
    if (block.p) return withLines(make("p"), block.p);
    if (block.list) return withPoints(make("ul"), block.list);
    if (block.call) return this.call(block.call);
    if (block.card) return this.card(block.card);
    if (block.reference) return this.reference(block.reference);
    return make("p");
  }

  call(call) {
    const link = make("a", "call");
    link.href = call.to;
    link.append(icon("i-phone"), make("strong", "", call.number), make("span", "", call.name));
    return link;
  }

  card(card) {
    const box = make("div", "card");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", this.words.card);
    box.append(make("p", "card-name", card.name));
    if (card.opening) {
      const opening = make("p", "card-opening", card.opening);
      opening.dataset.state = card.state;
      box.append(opening);
    }
    if (card.hours) box.append(make("p", "card-hours", card.hours));
    const link = make("a", "call");
    link.href = card.to;
    link.append(icon("i-phone"), make("strong", "", this.words.call.replace("{number}", card.number)));
    box.append(link);
    return box;
  }

  reference(reference) {
    const box = make("p", "reference");
    box.append(make("span", "unseen", `${this.words.reference} : `), make("strong", "", reference));
    return box;
  }

  buttons(buttons) {
    const group = make("div", "choices");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", this.words.choices);
    for (const { id, title } of buttons) {
      const button = make("button", "choice", title);
      button.type = "button";
      button.addEventListener("click", () => this.tap(button, { id, title }));
      group.append(button);
    }
    return group;
  }

  // Two taps in haste are one, even when the page has moved under the finger.
  tap(button, choice) {
    if (button.getAttribute("aria-disabled") === "true" || Date.now() - this.tappedAt < HASTE) return;
    this.tappedAt = Date.now();
    button.setAttribute("aria-disabled", "true");
    button.classList.add("chosen");
    button.append(make("span", "unseen", ` (${this.words.chosen})`));
    setTimeout(() => button.removeAttribute("aria-disabled"), 4000);
    this.onTap(choice);
  }

  // Earlier buttons step back; they still work.
  settleButtons() {
    for (const group of this.log.querySelectorAll(".choices:not(.past)")) group.classList.add("past");
  }
}

export function make(tag, name = "", text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}

function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg"), use = document.createElementNS(space, "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#${name}`);
  svg.append(use);
  return svg;
}

function withLines(paragraph, lines) {
  lines.forEach((segments, n) => {
    if (n) paragraph.append(document.createElement("br"));
    paragraph.append(...segments.map(inline));
  });
  return paragraph;
}

function withPoints(list, points) {
  for (const segments of points) {
    const point = make("li");
    point.append(...segments.map(inline));
    list.append(point);
  }
  return list;
}

function inline(segment) {
  if (!segment.to) return segment.text;
  const link = make("a", segment.to.startsWith("tel:") ? "number" : "", segment.text);
  link.href = segment.to;
  if (segment.to.startsWith("http")) {
    link.target = "_blank";
    link.rel = "noreferrer noopener";
  }
  return link;
}
