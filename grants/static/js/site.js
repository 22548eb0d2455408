// Small helpers; every page works without them.
document.querySelector("[data-focus]")?.focus();
