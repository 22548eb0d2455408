// Adds up the marks while they are chosen; without this script the total is that of the last save.
const total = document.querySelector("[data-total]");
const lines = [...document.querySelectorAll("[data-criterion]")];
const words = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 6, useGrouping: false });

function mark(line) {
  const field = line.querySelector("input[type=radio]:checked, input[type=text]");
  return Number((field?.value ?? "").trim().replace(",", ".")) || 0;
}

function add() {
  total.textContent = words.format(lines.reduce((sum, line) => sum + mark(line) * Number(line.dataset.weight), 0));
}

if (total && lines.length) {
  document.addEventListener("input", add);
}
