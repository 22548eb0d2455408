// Adds up the marks while they are chosen, and keeps the sheet and the notes beside it; without this script that happens
// when they are saved.

const PAUSE = 1500, RETRY = 4000; // milliseconds

const total = document.querySelector("[data-total]");
const lines = [...document.querySelectorAll("[data-criterion]")];
const words = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 6, useGrouping: false });

const open = document.querySelector("[data-open]");

const typed = (line) => (line.querySelector("input[type=radio]:checked, input[type=text]")?.value ?? "").trim();
const mark = (line) => Number(typed(line).replace(",", ".")) || 0;

function add() {
  total.textContent = words.format(lines.reduce((sum, line) => sum + mark(line) * Number(line.dataset.weight), 0));
  const without = lines.filter((line) => !typed(line)).map((line) => line.dataset.criterion);
  open.hidden = !without.length;
  open.querySelector("span").textContent = without.join(", ");
}

function keep(form) {
  const revision = form.elements.revision, said = form.querySelector("[data-said]");
  const typed = () => new URLSearchParams([...new FormData(form)].filter(([name]) => !["csrf_token", "revision"].includes(name))).toString();
  let stored = typed(), timer, busy = Promise.resolve(), underway = 0, given_up = false, leaving = false;

  const say = (text) => { if (said.textContent !== text) said.textContent = text; };
  const later = (pause) => { clearTimeout(timer); timer = setTimeout(save, pause); };

  async function send() {
    const body = typed();
    if (body === stored || given_up) return;
    const headers = { "If-Match": `"${revision.value}"`, "Content-Type": "application/x-www-form-urlencoded" };
    let response;
    underway += 1;
    try { response = await fetch(form.dataset.keep, { method: "POST", headers, body }); } catch {
      say(form.dataset.offline);
      later(RETRY);
      return;
    } finally { underway -= 1; }
    const answer = await response.json().catch(() => ({}));
    if (response.ok) {
      stored = body;
      revision.value = answer.revision;
      say([answer.said, ...answer.wrong].join(" "));
      return;
    }
    say(answer.said ?? form.dataset.offline);
    if (response.status === 401 || response.status >= 500) later(RETRY);
    else if (response.status !== 422) given_up = true; // saved in another tab, or closed: the page's own buttons say what can be done
  }

  function save() {
    clearTimeout(timer);
    busy = busy.then(send, send);
    return busy;
  }

  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("change", save);
  addEventListener("online", save);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
  // A sheet sent while it is being kept would meet itself as if another tab had saved it.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (underway) {
      event.preventDefault();
      event.stopPropagation(); // it is not sent yet, so the guard against a second press is not to count it
      busy.then(() => form.requestSubmit(event.submitter));
      return;
    }
    leaving = true;
  });
  addEventListener("beforeunload", (event) => { if (!leaving && typed() !== stored) event.preventDefault(); });
}

if (total && lines.length) document.addEventListener("input", add);
for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
