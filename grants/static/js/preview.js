// A text as its reader will see it, anew whenever typing pauses: what the button beside the text shows when it is pressed.

const PAUSE = 700; // milliseconds

for (const form of document.querySelectorAll("form[data-preview]")) {
  const place = document.querySelector("[data-previewed]");
  let pause;
  let asked = 0;
  const show = async () => {
    const number = ++asked;
    const typed = new URLSearchParams(new FormData(form));
    typed.set(form.dataset.preview, "1");
    const answer = await fetch(form.action, { method: "POST", body: typed }).catch(() => null);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const fresh = page?.querySelector("[data-previewed]"); // words that cannot be a message yet leave what stands there
    if (fresh && number === asked) place.replaceChildren(...fresh.childNodes);
  };
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(show, PAUSE);
  });
}
