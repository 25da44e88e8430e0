// The way to the bot: opens the conversation, and sends what is written, in order, once each, for as long as it takes.

const FIRST_PAUSE = 800, LONGEST_PAUSE = 15000, MOST_WAITING = 20;

export class Line {
  // on: {sent(message), waiting(message), refused(message, blocks), say(blocks), bubbles(list), lost(), renewed()}
  constructor(inFrame, on) {
    this.inFrame = inFrame;
    this.on = on;
    this.token = null;
    this.queue = [];
    this.isStuck = false;
    this.wake = () => {};
    this.closed = false;
    addEventListener("online", () => this.wake());
  }

  headers() {
    return this.token ? { "X-Relais-Session": this.token } : {};
  }

  // Until there is a conversation; says whether it is a new one.
  async open() {
    for (let pause = FIRST_PAUSE; !this.closed; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const answer = await this.post("/web/ouverture", { frame: this.inFrame });
      if (answer?.data.session) this.token = answer.data.session;
      if (answer?.status === 200) return answer.data.new;
      if (!answer) this.on.lost();
      if (answer?.data.bubbles?.length) this.on.bubbles(answer.data.bubbles);
      if (answer?.data.blocks) this.on.say(answer.data.reason, answer.data.blocks);
      await this.rest(Math.max(pause, 1000 * (answer?.wait || 0)));
    }
    return false;
  }

  isFull() {
    return this.queue.length >= MOST_WAITING;
  }

  // message: {id, text, button?}
  async send(message) {
    message.writtenAt = Date.now();
    this.queue.push(message);
    if (this.queue.length > 1) {
      if (this.isStuck) this.askAhead();
      return;
    }
    while (this.queue.length && !this.closed) {
      await this.deliver(this.queue[0]);
      this.queue.shift();
    }
  }

  async deliver(message) {
    for (let pause = FIRST_PAUSE; !this.closed; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const { id, text, button, writtenAt } = message;
      const age = Math.round((Date.now() - writtenAt) / 1000);
      message.postedAt = performance.now();
      const answer = await this.post("/web/messages", { id, text, button, age });
      this.isStuck = answer?.status !== 202;
      if (answer?.status === 202) return this.on.sent(message);
      if (answer?.status === 401) {
        this.token = null;
        await this.open();
        this.on.renewed();
        continue;
      }
      if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
        return this.on.refused(message, answer.data.blocks || []);
      }
      this.report(answer, message);
      await this.rest(Math.max(pause, 1000 * (answer?.wait || 0)));
    }
  }

  report(answer, message) {
    this.on.waiting(message);
    this.askAhead();
    if (!answer) this.on.lost();
    if (answer?.data.bubbles?.length) this.on.bubbles(answer.data.bubbles);
    if (answer?.status === 429 && !message.wasTold) {
      message.wasTold = true;
      this.on.say(answer.data.reason, answer.data.blocks);
    }
  }

  // What waits behind a message that does not get through may be urgent: that is not left waiting.
  askAhead() {
    for (const message of this.queue.slice(1).filter((waiting) => !waiting.wasAsked)) {
      message.wasAsked = true;
      const { id, text, button } = message;
      this.post("/web/messages", { id, text, button, waiting: true }).then((answer) => {
        if (answer?.data.bubbles?.length) this.on.bubbles(answer.data.bubbles);
      });
    }
  }

  async erase() {
    return this.post("/web/effacer", {});
  }

  close() {
    this.closed = true;
    this.wake();
  }

  // null when nothing came back at all
  async post(path, body) {
    try {
      const answer = await fetch(path, {
        method: "POST", body: JSON.stringify(body), cache: "no-store", signal: AbortSignal.timeout?.(20000),
        headers: { "Content-Type": "application/json", ...this.headers() },
      });
      const data = await answer.json().catch(() => ({}));
      return { status: answer.status, data, wait: Number(answer.headers.get("Retry-After")) || 0 };
    } catch {
      return null;
    }
  }

  rest(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}
