// What is left until a moment, by the server's clock: the reader's own clock may be wrong, and is never asked.

const MINUTE = 60_000, HOUR = 60 * MINUTE, COARSE = 48 * HOUR;
const counted = [...document.querySelectorAll("time.countdown[data-over]")];
let offset;

// The server said what its clock showed when it answered; since then the steady clock of the browser has gone on.
const [visit] = performance.getEntriesByType("navigation");
const told = visit?.serverTiming?.find((entry) => entry.name === "now")?.duration;
if (told) offset = told - visit.responseStart;

// That clock may stand still while a device sleeps, so whoever comes back asks the server anew.
const ask = async () => {
  const sent = performance.now();
  const answer = await fetch("/health/live", { cache: "no-store" });
  const shown = Date.parse(answer.headers.get("Date"));
  if (shown) offset = shown - (sent + performance.now()) / 2;
};

const words = (time, left) => {
  if (left <= 0) return time.dataset.over;
  if (left < MINUTE) return time.dataset.moment;
  const hours = Math.floor(left / HOUR), minutes = Math.floor((left % HOUR) / MINUTE);
  return (hours ? time.dataset.hours : time.dataset.minutes).replace("{h}", hours).replace("{m}", minutes);
};

const show = () => {
  let soonest = HOUR;
  for (const time of counted) {
    const left = Date.parse(time.dateTime) - (offset + performance.now());
    if (left < COARSE && time.textContent !== words(time, left)) time.textContent = words(time, left);
    if (left > 0) soonest = Math.min(soonest, left % MINUTE || MINUTE);
    else if (!time.nextElementSibling?.matches("[data-again]")) {
      const link = document.createElement("a");
      link.href = "";
      link.dataset.again = "";
      link.textContent = time.dataset.reload;
      time.after(" ", link);
    }
  }
  setTimeout(show, soonest + 50);
};

if (counted.length && offset) {
  show();
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState === "visible") await ask().catch(() => {});
  });
}
