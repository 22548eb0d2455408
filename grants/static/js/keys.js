// Keys of answers that stand as buttons in a row, while one of them has focus and nowhere else: an answer by its key or
// by the number that is typed, J and K to the next row and the one before, C to the comment. Arrows are the browser's.

const TOGETHER = 1000; // milliseconds within which digits make one number

const rows = [...document.querySelectorAll("[data-keys]")];
let typed = "", last = 0, within = null;

const enter = (row) => (row.querySelector("input:checked") ?? row.querySelector("input"))?.focus();

function choose(input) {
  if (!input) return;
  input.focus();
  if (!input.checked) input.click(); // as if it was pressed: the page hears of it
}

function number(row, key, at) {
  const goesOn = row === within && at - last < TOGETHER && key !== "-";
  typed = goesOn ? typed + key : key;
  [last, within] = [at, row];
  const find = (text) => [...row.querySelectorAll("input")].find(({ value }) => value && Number(value) === Number(text));
  const found = find(typed);
  if (!found && !typed.endsWith(".") && find(key)) typed = key; // what was begun is no mark of this scale: begin anew
  choose(found ?? find(typed));
}

function press(event, row) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const key = event.key === "," ? "." : event.key.toLowerCase();
  const beside = { j: 1, k: -1 }[key];
  const answer = row.querySelector(`input[data-key="${CSS.escape(key)}"]`);
  if (answer) choose(answer);
  else if (row.dataset.keys === "number" && /^[0-9.-]$/.test(key)) number(row, key, event.timeStamp);
  else if (beside) enter(rows[rows.indexOf(row) + beside] ?? row);
  else if (key === "c") row.closest("[data-criterion]")?.querySelector("textarea")?.focus();
  else return;
  event.preventDefault();
}

for (const row of rows) {
  row.addEventListener("keydown", (event) => { if (event.target.type === "radio") press(event, row); });
}
for (const help of document.querySelectorAll("[data-keys-help]")) help.hidden = !rows.length;
