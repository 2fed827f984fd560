// The pictures of a gallery one by one, as large as the window. Without this script each is a link to itself.
"use strict";

const words = document.currentScript.dataset;
let box;

function element(name, attributes = {}, ...inner) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inner);
  return made;
}

function made() {
  const picture = element("img", { alt: "" });
  const caption = element("figcaption");
  const position = element("p", { class: "lightbox-position" });
  // What a screen reader says when the picture changes.
  const spoken = element("p", { class: "hidden", "aria-live": "polite" });
  const button = (name, sign) => element("button", { type: "button", class: `lightbox-${name}`, "aria-label": words[name] }, sign);
  const [previous, next, close] = [button("previous", "‹"), button("next", "›"), button("close", "×")];
  const figure = element("figure", {}, picture, caption);
  const dialog = element("dialog", { class: "lightbox", "aria-label": words.label }, close, previous, figure, next, position, spoken);
  document.body.append(dialog);
  const made = { dialog, picture, caption, position, spoken, previous, next, links: [], at: 0 };

  const step = (by) => show(made, (made.at + by + made.links.length) % made.links.length);
  previous.addEventListener("click", () => step(-1));
  next.addEventListener("click", () => step(1));
  close.addEventListener("click", () => dialog.close());
  // Whoever clicks beside the picture wants to leave.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target === figure) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    if (made.links.length < 2 || ![forward, back].includes(event.key)) return;
    event.preventDefault();
    step(event.key === forward ? 1 : -1);
  });
  let start;
  dialog.addEventListener("pointerdown", (event) => (start = event.clientX));
  dialog.addEventListener("pointerup", (event) => {
    const far = event.clientX - (start ?? event.clientX);
    if (event.pointerType !== "mouse" && Math.abs(far) > 60 && made.links.length > 1) {
      step(far < 0 === (document.documentElement.dir !== "rtl") ? 1 : -1);
    }
    start = undefined;
  });
  dialog.addEventListener("pointercancel", () => (start = undefined));
  dialog.addEventListener("close", () => made.links[made.at].focus());
  return made;
}

function show(box, at) {
  box.at = at;
  const link = box.links[at];
  const said = link.parentElement.querySelector(":scope > figcaption") ?? link.closest(".gallery").querySelector(":scope > figcaption");
  box.picture.src = link.href;
  box.picture.alt = link.querySelector("img").alt;
  box.caption.textContent = said?.textContent ?? "";
  box.position.textContent = words.position.replace("%n", at + 1).replace("%c", box.links.length);
  box.spoken.textContent = `${box.position.textContent}: ${box.picture.alt}`;
  box.previous.hidden = box.next.hidden = box.links.length < 2;
}

for (const gallery of document.querySelectorAll(".gallery")) {
  const links = [...gallery.querySelectorAll("a.gallery-picture")];
  for (const [at, link] of links.entries()) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      box ??= made();
      box.links = links;
      show(box, at);
      box.dialog.showModal();
    });
  }
}
