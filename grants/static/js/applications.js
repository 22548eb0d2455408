// The form of an application: questions appear when an answer opens them, each answer is kept while it is typed, files
// are sent in parts once they are chosen, and one that is too large says so at once.

import { autosave } from "./autosave.js";
import { uploads } from "./uploads.js";

const answersTo = (form, name) => new FormData(form).getAll(name);

for (const input of document.querySelectorAll("input[data-max-bytes]")) {
  input.addEventListener("change", () => {
    const tooLarge = [...input.files].some((file) => file.size > Number(input.dataset.maxBytes));
    input.setCustomValidity(tooLarge ? input.dataset.tooLarge : "");
    if (tooLarge) {
      input.reportValidity();
      input.value = "";
    }
  });
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const conditional = [...form.querySelectorAll("[data-when]")];
  const show = () => {
    for (const question of conditional) {
      const source = form.querySelector(`[name="${CSS.escape(question.dataset.when)}"]`);
      if (!source) continue; // answered on another page: the server knows
      const opened = question.dataset.values.split("|");
      const asked = !source.closest(".question")?.hidden;
      question.hidden = !(asked && answersTo(form, question.dataset.when).some((value) => opened.includes(value)));
    }
  };
  form.elements.live.value = "1";
  form.addEventListener("change", show);
  show();
  if (form.querySelector("input[type=file]")) uploads(form);
  autosave(form);
}
