// What an article shows of others (films, posts, maps): a button in the place of the link, and the frame once a reader presses it.
// Before that nothing is asked of anybody. All words are in the page.
"use strict";

let cards = 0;

for (const card of document.querySelectorAll("[data-frame]")) {
  const { frame, title, show, note, allow } = card.dataset;
  const link = card.querySelector("a");

  const button = document.createElement("button");
  button.type = "button";
  button.className = "embed-show";
  button.textContent = show;
  // Two films in one article: who hears the page must know which is which.
  button.setAttribute("aria-label", `${show}: ${title}`);

  const warning = document.createElement("span");
  warning.className = "embed-note";
  warning.textContent = note;
  warning.id = `embed-note-${(cards += 1)}`;
  button.setAttribute("aria-describedby", warning.id);

  link.before(button, warning);
  card.classList.add("has-button");

  button.addEventListener("click", () => {
    const part = document.createElement("iframe");
    part.src = frame;
    part.title = title;
    part.allow = allow ?? "";
    part.allowFullscreen = true;
    // Some players refuse to play for a page that does not say who it is: the host alone is enough.
    part.referrerPolicy = "strict-origin-when-cross-origin";
    card.replaceChildren(part);
    card.classList.add("is-open");
    card.after(link);
    link.classList.add("embed-below");
    if (card.dataset.ratio) card.style.aspectRatio = card.dataset.ratio;
    if (card.dataset.height) card.style.blockSize = `${card.dataset.height}px`;
    part.focus();
  });
}

// Posts and charts say how high they are once they are there, each in words of its own: a number under a name with "height".
function heightIn(value, depth = 0) {
  if (depth > 4 || value === null || typeof value !== "object") return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const height = typeof inner === "number" || typeof inner === "string" ? Number(inner) : NaN;
    if (/height/i.test(name) && height > 50 && height < 5000) return height;
  }
  for (const [name, inner] of Object.entries(value)) {
    const values = /height/i.test(name) && inner && typeof inner === "object" ? Object.values(inner).map(Number) : [];
    const height = values.find((number) => number > 50 && number < 5000) ?? heightIn(inner, depth + 1);
    if (height) return height;
  }
  return undefined;
}

addEventListener("message", (event) => {
  const cards = document.querySelectorAll(".is-open[data-height]");
  const card = [...cards].find((each) => each.firstElementChild?.contentWindow === event.source);
  if (!card || event.origin !== new URL(card.dataset.frame).origin) return;
  let said = event.data;
  if (typeof said === "string") {
    try {
      said = JSON.parse(said);
    } catch {
      return;
    }
  }
  const height = heightIn(said);
  if (height) card.style.blockSize = `${Math.ceil(height)}px`;
});
