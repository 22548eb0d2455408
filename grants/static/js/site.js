// Small helps on top of pages that work without them. Each finds its own elements and leaves the rest alone.

// A form that was refused: take the reader to what needs correcting, to the field itself if it is one.
const refused = document.querySelector("[data-focus]");
const wrong = new Set([...(refused?.querySelectorAll("a[href^='#']") ?? [])].map((link) => link.hash.slice(1)));
const only = wrong.size === 1 ? document.getElementById(decodeURIComponent([...wrong][0])) : null;
(only ?? refused)?.focus();

// Texts with a limit: say how many characters are left, and tell screen readers once typing pauses.
for (const text of document.querySelectorAll("textarea[data-max]")) {
  const shown = document.createElement("p");
  const spoken = document.createElement("p");
  shown.className = "count";
  shown.ariaHidden = "true";
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  text.after(shown, spoken);
  let pause;
  const count = () => {
    const left = text.dataset.max - [...text.value].length;
    shown.textContent = `${text.dataset.left} ${left}`;
    shown.classList.toggle("count-over", left < 0);
    clearTimeout(pause);
    return shown.textContent;
  };
  text.addEventListener("input", () => {
    const words = count();
    pause = setTimeout(() => { spoken.textContent = words; }, 1500);
  });
  count();
}

// Forms that take long to fill in: ask before leaving with changes that were not sent.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const ask = (event) => event.preventDefault();
  form.addEventListener("input", () => addEventListener("beforeunload", ask), { once: true });
  form.addEventListener("submit", () => removeEventListener("beforeunload", ask));
}

// A second click on a button that sends does nothing while the first is on its way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000);
});
