// Entries of a list, moved by dragging: the arrows beside them do the same, and are what is pressed in the end.

for (const list of document.querySelectorAll("[data-order]")) {
  let dragged;
  for (const entry of list.children) {
    entry.draggable = true;
    entry.addEventListener("dragstart", () => { dragged = entry; });
    entry.addEventListener("dragover", (event) => { if (dragged) event.preventDefault(); });
    entry.addEventListener("drop", (event) => {
      event.preventDefault();
      const form = dragged?.querySelector("form");
      const button = form?.querySelector("button");
      if (!button || entry === dragged) return;
      button.value = [...list.children].indexOf(entry);
      form.requestSubmit(button);
    });
  }
}
