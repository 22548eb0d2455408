// A chosen file is sent in parts. A connection that breaks costs one part, and the same file chosen again, even after the
// page was closed, goes on where it stopped: the server knows it by its name, size and time.

const PART = 512 * 1024, RETRY = 4000; // bytes, milliseconds

const answered = async (response) => ({ status: response.status, ...(await response.json().catch(() => ({}))) });

// One file on its way; `outcome` is what the server said last.
class Upload {
  constructor(address, field, file, line) {
    Object.assign(this, { address, field, file, line, stopped: false });
    this.bar = line.querySelector("progress");
    line.querySelector("[data-name]").textContent = file.name;
    line.querySelector("[data-stop]").addEventListener("click", () => this.stop());
    this.bar.setAttribute("aria-label", file.name);
  }

  begin() {
    const body = new URLSearchParams({ field: this.field, name: this.file.name, stamp: this.file.lastModified });
    return fetch(this.address, { method: "POST", headers: { "Upload-Length": this.file.size }, body }).then(answered);
  }

  part(to, offset) {
    const headers = { "Upload-Offset": offset, "Content-Type": "application/octet-stream" };
    return fetch(to, { method: "POST", headers, body: this.file.slice(offset, offset + PART) }).then(answered);
  }

  show(offset) {
    const percent = Math.floor((100 * offset) / this.file.size);
    this.bar.value = percent;
    this.line.querySelector("[data-percent]").textContent = `${percent} %`;
  }

  // Send what is missing; the last answer of the server.
  async send() {
    let stands = await this.begin();
    this.stopAddress = stands.stop;
    while (stands.parts && !this.stopped) {
      this.show(stands.offset);
      stands = await this.part(stands.parts, stands.offset);
    }
    return stands;
  }

  stop() {
    this.stopped = true;
    this.wake?.();
    this.away();
    if (this.stopAddress) fetch(this.stopAddress, { method: "POST", headers: { "Upload-Offset": 0 } }).catch(() => {});
  }

  // Take the line off; a keyboard that stood in it goes to the question.
  away() {
    if (this.line.contains(document.activeElement)) this.line.closest(".question").querySelector("input[type=file]").focus();
    this.line.remove();
  }

  // Wait a little, or until there is a connection, or somebody stops it.
  pause() {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, RETRY);
      addEventListener("online", resolve, { once: true });
    });
  }
}

export const uploads = (form) => {
  const said = form.querySelector("[data-files-said]");
  const template = form.querySelector("template[data-upload]");
  let queue = Promise.resolve(), underway = 0, leaving = false;

  const say = (words) => { said.textContent = words; };

  // Show the files the server has now, as the page itself does.
  const renew = async (name) => {
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
    const fresh = page.querySelector(`[data-files="${CSS.escape(name)}"]`);
    const files = form.querySelector(`[data-files="${CSS.escape(name)}"]`);
    if (fresh) files.replaceChildren(...fresh.childNodes);
  };

  const carry = async (upload, input) => {
    const words = upload.line.querySelector("[data-words]");
    while (!upload.stopped) {
      const outcome = await upload.send().catch(() => ({ status: 0 }));
      if (upload.stopped) return;
      if (outcome.status === 0 || outcome.status >= 500) {
        words.textContent = outcome.said ?? template.dataset.offline;
        await upload.pause();
        words.textContent = "";
        continue;
      }
      if (outcome.status === 200) {
        upload.away();
        await renew(input.name).catch(() => {});
        say(outcome.said);
        return;
      }
      upload.bar.remove();
      upload.line.querySelector("[data-percent]").remove();
      words.textContent = outcome.said ?? template.dataset.offline;
      words.setAttribute("role", "alert");
      return;
    }
  };

  const chosen = (input) => {
    const list = input.parentElement.querySelector(".uploads") ?? document.createElement("ul");
    list.className = "uploads";
    input.after(list);
    for (const file of input.files) {
      const line = template.content.firstElementChild.cloneNode(true);
      list.append(line);
      const upload = new Upload(form.dataset.uploads, input.name.slice(2), file, line);
      underway += 1;
      queue = queue.then(() => carry(upload, input)).finally(() => { underway -= 1; });
    }
    say(template.dataset.began);
    input.value = "";
  };

  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => { if (input.files.length) chosen(input); });
  }
  // The page goes on once every chosen file has arrived, was refused or stopped.
  form.addEventListener("submit", (event) => {
    if (!underway) {
      leaving = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    say(template.dataset.waits);
    queue.then(() => form.requestSubmit(event.submitter));
  });
  addEventListener("beforeunload", (event) => { if (underway && !leaving) event.preventDefault(); });
};
