// Follows the replies: server-sent events read by hand, so that silence is noticed and refusals can be told apart.

const SILENCE = 36000, FIRST_PAUSE = 500, LONGEST_PAUSE = 15000;

export class Stream {
  // on: {event(data), lost(), found(), gone()}; headers() gives what identifies the conversation.
  constructor(headers, on) {
    this.headers = headers;
    this.on = on;
    this.place = null;
    this.closed = false;
    this.wake = () => {};
    for (const name of ["online", "focus", "pageshow"]) addEventListener(name, () => this.wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
  }

  async run() {
    let pause = FIRST_PAUSE;
    while (!this.closed) {
      try {
        const wait = await this.once(() => { pause = FIRST_PAUSE; });
        if (wait) pause = wait;
      } catch {
        // The connection broke: the next one goes on at this.place.
      }
      if (this.closed) return;
      this.on.lost();
      await this.rest(pause * (0.7 + Math.random() * 0.6));
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  close() {
    this.closed = true;
    this.aborting?.abort();
    this.wake();
  }

  async once(heard) {
    this.aborting = new AbortController();
    const headers = { Accept: "text/event-stream", ...this.headers() };
    if (this.place) headers["Last-Event-ID"] = this.place;
    const watch = new Watch(() => this.aborting.abort());
    try {
      const answer = await fetch("/web/flux", { headers, cache: "no-store", signal: this.aborting.signal });
      if (answer.status === 401) return this.gone();
      if (!answer.ok) return 1000 * (Number(answer.headers.get("Retry-After")) || 2);
      this.on.found();
      heard();
      await this.read(answer.body.getReader(), watch);
    } finally {
      watch.stop();
    }
    return 0;
  }

  async read(reader, watch) {
    const decoder = new TextDecoder();
    let waiting = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      watch.reset();
      waiting += decoder.decode(value, { stream: true });
      const events = waiting.split("\n\n");
      waiting = events.pop();
      for (const event of events) this.take(event);
    }
  }

  take(event) {
    let data = "", id = null;
    for (const line of event.split("\n")) {
      if (line.startsWith("data: ")) data += line.slice(6);
      else if (line.startsWith("id: ")) id = line.slice(4);
    }
    if (data && !this.closed) this.on.event(JSON.parse(data), id);
    if (id) this.place = id;
  }

  gone() {
    this.closed = true;
    this.on.gone();
    return 0;
  }

  rest(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}

// Ends a connection that has gone silent: a phone that changed networks is not told that its connection is dead.
class Watch {
  constructor(end) {
    this.end = end;
    this.reset();
  }

  reset() {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.end, SILENCE);
  }

  stop() {
    clearTimeout(this.timer);
  }
}
