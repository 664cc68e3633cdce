import { readEvents } from "./events.js";
import { renderMarkdown } from "./markdown.js";

const [log, greeting, form, input, sendButton, stopButton, status] =
  ["log", "greeting", "form", "input", "send", "stop", "status"].map(id => document.getElementById(id));

// The conversation, in the format of the protocol. The server does not store it.
const messages = [];
let answering = null;

form.addEventListener("submit", event => {
  event.preventDefault();
  const question = input.value.trim();
  if (question && !answering) {
    input.value = "";
    ask(question);
  }
});

input.addEventListener("keydown", event => {
  // While the user composes a character with an input method, for example in Japanese, Enter confirms the character.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    answering?.abort();
  }
});

stopButton.addEventListener("click", () => answering?.abort());

async function ask(question) {
  answering = new AbortController();
  setBusy(true, "Answering…");
  let note = "Failed.";
  try {
    note = await exchange(question, answering.signal);
  } finally {
    // The next prompt can be sent even after an exception.
    answering = null;
    setBusy(false, note);
  }
}

async function exchange(question, signal) {
  const turn = new Turn(question);
  const outcome = await receive(turn, [...messages, { role: "user", content: question }], signal);
  if (turn.text) {
    messages.push({ role: "user", content: question }, { role: "assistant", content: turn.text });
  } else {
    // Nothing was received, so the prompt is restored and can be sent again.
    input.value ||= question;
  }

  turn.end(outcome);
  return outcome.note;
}

// Aborting the fetch closes the request, so the server also stops generating.
async function receive(turn, conversation, signal) {
  try {
    const response = await fetch("chat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(conversation),
      signal,
    });
    if (!response.ok) {
      return { error: `The page's server says ${response.status}.`, note: "Failed." };
    }

    for await (const { kind, data } of readEvents(response)) {
      switch (kind) {
        case "text": turn.addText(data); break;
        case "reasoning": turn.addReasoning(data); break;
        case "failure": return { error: data, note: "Failed." };
        case "done": return data === "length" ? { error: "The answer was cut: it reached its greatest length.", note: "Cut." } : { note: "Done." };
      }
    }

    return { error: "The answer broke off.", note: "Failed." };
  } catch (error) {
    return signal.aborted ? { isStopped: true, note: "Stopped." } : { error: `The page's server cannot be reached. ${error.message}`, note: "Failed." };
  }
}

// A prompt and its answer on the page.
class Turn {
  text = "";
  #frame = 0;
  #answer = add("article", "answer", "The model says");
  #thinking = null;
  #body = this.#answer.appendChild(document.createElement("div"));

  constructor(question) {
    greeting.remove();
    const asked = add("article", "question", "You say");
    asked.append(question);
    this.#answer.before(asked);
    this.#answer.classList.add("growing");
    log.scrollTop = log.scrollHeight;
  }

  addText(piece) {
    this.text += piece;

    // Drawing more than once per frame would not be visible.
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  addReasoning(piece) {
    if (!this.#thinking) {
      const details = document.createElement("details");
      details.append(Object.assign(document.createElement("summary"), { textContent: "Thinking" }));
      this.#thinking = details.appendChild(document.createElement("p"));
      this.#answer.prepend(details);
    }

    keepInView(() => this.#thinking.append(piece));
  }

  end({ error, isStopped }) {
    cancelAnimationFrame(this.#frame);
    this.#draw();
    this.#answer.classList.remove("growing");
    if (error || isStopped) {
      const note = document.createElement("p");
      note.className = error ? "error" : "stopped";
      note.textContent = error ?? "Stopped";
      keepInView(() => this.#answer.append(note));
    }
  }

  #draw() {
    this.#frame = 0;
    keepInView(() => this.#body.replaceChildren(renderMarkdown(this.text)));
  }
}

function add(name, className, label) {
  const element = log.appendChild(document.createElement(name));
  element.className = className;
  element.setAttribute("aria-label", label);
  return element;
}

// If the user has scrolled up to read, the page does not scroll down.
function keepInView(change) {
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  change();
  if (isAtEnd) {
    log.scrollTop = log.scrollHeight;
  }
}

function setBusy(isBusy, note) {
  // A screen reader announces the answer once it is complete, instead of each word again.
  log.setAttribute("aria-busy", isBusy);
  status.textContent = note;
  sendButton.hidden = isBusy;
  stopButton.hidden = !isBusy;
  input.focus();
}
