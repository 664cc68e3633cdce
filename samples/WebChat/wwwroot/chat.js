import { readEvents } from "./events.js";
import { renderMarkdown } from "./markdown.js";

const [log, greeting, form, input, sendButton, stopButton, status] =
  ["log", "greeting", "form", "input", "send", "stop", "status"].map(id => document.getElementById(id));

// What was said, in the protocol's own form. The server keeps nothing.
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
  // While a word is being composed, in Japanese for example, Enter belongs to it.
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
    // Whatever happens, the next question can be sent.
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
    // Nothing came: the question can be sent again.
    input.value ||= question;
  }

  turn.end(outcome);
  return outcome.note;
}

// Closing the request, which abort does, ends the answer at the server too.
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

// A question and its answer, on the page.
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

    // Once a frame is as often as anyone can see.
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

// Whoever has scrolled up to read stays there.
function keepInView(change) {
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  change();
  if (isAtEnd) {
    log.scrollTop = log.scrollHeight;
  }
}

function setBusy(isBusy, note) {
  // A screen reader hears the answer when it is there, and not every word of it anew.
  log.setAttribute("aria-busy", isBusy);
  status.textContent = note;
  sendButton.hidden = isBusy;
  stopButton.hidden = !isBusy;
  input.focus();
}
