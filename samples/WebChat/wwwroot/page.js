// What all parts of the page use.
export const log = document.getElementById("log");

export function element(name, className = "", text = "") {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

export function copyButton(text, label = "Copy") {
  const button = element("button", "quiet copy", label);
  button.type = "button";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text());
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; }, 2000);
  });
  return button;
}

export const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 40;

// If the user has scrolled up to read, the page does not scroll down.
export function keepInView(change) {
  const wasAtEnd = isAtEnd();
  change();
  if (wasAtEnd) {
    log.scrollTop = log.scrollHeight;
  }
}
