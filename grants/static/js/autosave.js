// Each answer is sent while it is typed, with the tag of the stored answer it was made from. Until the server has it, it
// waits in this browser: without a connection, when signed out, and when the tab is closed.

const PAUSE = 1200, RETRY = 4000, KEPT = 60 * 24 * 3600_000; // milliseconds

// What waits for one application, by the codes of its fields.
class Waiting {
  constructor(address) { this.prefix = `answer:${address}:`; }

  get all() {
    const own = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
    return own.map((key) => ({ code: key.slice(this.prefix.length), ...JSON.parse(localStorage.getItem(key)) }));
  }

  put(code, answer) {
    try { localStorage.setItem(this.prefix + code, JSON.stringify({ ...answer, at: Date.now() })); } catch { /* full, or forbidden: the page still sends it */ }
  }

  drop(code) { localStorage.removeItem(this.prefix + code); }
}

const forgetOld = () => {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("answer:") && Date.now() - JSON.parse(localStorage.getItem(key)).at > KEPT) localStorage.removeItem(key);
  }
};

class Question {
  constructor(form, seen) {
    this.form = form;
    this.seen = seen;
    this.code = seen.name.slice("seen-".length);
    this.element = seen.closest(".question");
    this.sent = this.body;
  }

  // What is typed, as the form would send it.
  get body() {
    const own = [...new FormData(this.form)].filter(
      ([name, value]) => typeof value === "string" && (name === `a-${this.code}` || name.startsWith(`a-${this.code}:`)),
    );
    return new URLSearchParams(own).toString();
  }

  get changed() { return this.body !== this.sent; }

  put(body) {
    const typed = new URLSearchParams(body);
    for (const input of this.element.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      const values = typed.getAll(input.name);
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else if (values.length) input.value = values[0];
    }
  }

  show(wrong, totals) {
    let notes = this.element.querySelector("[data-wrong]");
    if (!notes) {
      notes = document.createElement("ul");
      notes.dataset.wrong = "";
      notes.className = "soft-warning";
      this.element.append(notes);
    }
    notes.replaceChildren(...wrong.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
    notes.hidden = !wrong.length;
    this.element.querySelector("[data-totals]")?.replaceChildren(...totals.map(([label, figure]) => {
      const line = document.createElement("div");
      line.append(
        Object.assign(document.createElement("dt"), { textContent: label }),
        Object.assign(document.createElement("dd"), { textContent: figure }),
      );
      return line;
    }));
  }
}

export const autosave = (form) => {
  const address = form.dataset.autosave;
  const said = form.querySelector("[data-said]");
  const waiting = new Waiting(address);
  const questions = new Map([...form.querySelectorAll("input[name^='seen-']")].map((seen) => {
    const question = new Question(form, seen);
    return [question.code, question];
  }));
  let pause, retry, busy = Promise.resolve(), underway = 0, leaving = false;

  const say = (words) => { if (said.textContent !== words) said.textContent = words; };

  const post = (code, tag, body, keepalive) => fetch(`${address}/answers/${encodeURIComponent(code)}`, {
    method: "POST",
    headers: { "If-Match": `"${tag}"`, "Content-Type": "application/x-www-form-urlencoded" },
    body,
    keepalive: keepalive && body.length < 60_000,
  });

  // Show what somebody else stored beside what is typed here, and let the reader choose.
  const choose = (question, answer) => {
    question.element.querySelector("[data-both]")?.remove();
    const notice = form.querySelector("template[data-conflict]").content.firstElementChild.cloneNode(true);
    notice.dataset.both = "";
    notice.querySelector("[data-stored]").textContent = answer.stored;
    notice.querySelector("[data-keep=mine]").addEventListener("click", () => {
      question.seen.value = answer.tag;
      notice.remove();
      question.sent = null;
      save();
    });
    notice.querySelector("[data-keep=theirs]").addEventListener("click", async () => {
      waiting.drop(question.code);
      question.sent = question.body;
      await save();
      leaving = true;
      location.reload();
    });
    question.element.append(notice);
  };

  const again = () => { clearTimeout(retry); retry = setTimeout(save, RETRY); };

  // The server has this body now; what is typed since then is still to be sent.
  const stored = (question, body, answer) => {
    question.sent = body;
    question.seen.value = answer.tag;
    if (!question.changed) waiting.drop(question.code);
    question.show(answer.wrong, answer.totals);
    say(answer.said);
  };

  // Send one answer; true once the server has it.
  const send = async (question, keepalive) => {
    const body = question.body;
    let response;
    try {
      underway += 1;
      response = await post(question.code, question.seen.value, body, keepalive);
    } catch {
      say(form.dataset.offline);
      again();
      return false;
    } finally {
      underway -= 1;
    }
    const answer = await response.json().catch(() => ({}));
    if (response.ok) {
      stored(question, body, answer);
      return true;
    }
    if (response.status === 412) {
      question.sent = body;
      choose(question, answer);
    } else if (response.status === 401 || response.status >= 500) {
      again();
    }
    say(answer.said ?? form.dataset.offline);
    return false;
  };

  const save = (keepalive = false) => {
    clearTimeout(pause);
    const turn = async () => {
      for (const question of questions.values()) {
        if (question.changed && !question.element.querySelector("[data-both]")) await send(question, keepalive);
      }
    };
    busy = busy.then(turn, turn);
    return busy;
  };

  // What an earlier visit could not send goes first; what stands on another page is sent as well. Nothing under the
  // reader's fingers is replaced: they may be answering already.
  const deliver = async () => {
    for (const entry of waiting.all) {
      const question = questions.get(entry.code);
      if (question?.sent === entry.body) {
        waiting.drop(entry.code);
        continue;
      }
      let response;
      try { response = await post(entry.code, entry.tag, entry.body); } catch {
        if (question) question.put(entry.body);
        say(form.dataset.offline);
        again();
        continue;
      }
      const answer = await response.json().catch(() => ({}));
      if (response.ok) {
        if (question) {
          if (!question.changed) question.put(entry.body);
          stored(question, entry.body, answer);
        } else waiting.drop(entry.code);
      } else if (response.status === 412 && question) {
        question.put(entry.body);
        question.sent = question.body;
        choose(question, answer);
      } else if (response.status === 412) {
        const link = Object.assign(document.createElement("a"), { href: entry.page, textContent: entry.page });
        form.before(Object.assign(document.createElement("p"), { className: "notice notice-warning", textContent: `${form.dataset.elsewhere} ` }));
        form.previousElementSibling.append(link);
      } else if (response.status === 404) {
        waiting.drop(entry.code); // the rules do not ask it any more
      } else {
        if (question) question.put(entry.body);
        say(answer.said ?? form.dataset.offline);
      }
    }
  };

  const typed = (event) => {
    if (event.target.type === "file") return;
    for (const question of questions.values()) {
      if (!question.element.contains(event.target)) continue;
      if (!question.changed) waiting.drop(question.code);
      else waiting.put(question.code, { tag: question.seen.value, body: question.body, page: location.pathname });
    }
    clearTimeout(pause);
    pause = setTimeout(save, PAUSE);
  };

  form.addEventListener("input", typed);
  form.addEventListener("change", (event) => { typed(event); save(); });
  // A page sent while one of its answers is on its way would meet that answer as if somebody else had typed it.
  form.addEventListener("submit", (event) => {
    clearTimeout(pause);
    if (underway) {
      event.preventDefault();
      event.stopPropagation();
      busy.then(() => form.requestSubmit(event.submitter));
      return;
    }
    leaving = true;
  });
  addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  addEventListener("beforeunload", (event) => {
    const unsent = [...questions.values()].some((question) => question.changed && !question.element.querySelector("[data-both]"));
    const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    if (!leaving && (unsent || files)) event.preventDefault();
  });
  forgetOld();
  busy = deliver();
};
