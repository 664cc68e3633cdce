// This script adds features that Blazor alone does not provide: keys without their default effect and scrolling.
document.addEventListener("keydown", event => {
  // While the user composes a character with an input method, for example in Japanese, Enter confirms the character.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.id === "input") {
    event.preventDefault();
    event.target.form.requestSubmit();
  } else if (event.key === "Escape") {
    document.getElementById("stop")?.click();
  }
});

// The end of the conversation stays in view, unless the user has scrolled up to read.
let isAtEnd = true;
document.addEventListener("submit", () => { isAtEnd = true; });
document.addEventListener("scroll", ({ target }) => {
  if (target.id === "log") {
    isAtEnd = target.scrollHeight - target.scrollTop - target.clientHeight < 40;
  }
}, true);
new MutationObserver(() => {
  const log = document.getElementById("log");
  if (log && isAtEnd) {
    log.scrollTop = log.scrollHeight;
  }
}).observe(document.getElementById("app"), { childList: true, subtree: true, characterData: true });
