import { readEvents } from "./events.js";
import { isAtEnd, log } from "./page.js";
import { Turn } from "./turn.js";

const [greeting, suggestions, form, input, sendButton, stopButton, newButton, latestButton, status, about] =
  ["greeting", "suggestions", "form", "input", "send", "stop", "new", "latest", "status", "about"].map(id => document.getElementById(id));

// The conversation. The server does not store it.
let turns = [];
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
suggestions.addEventListener("click", ({ target }) => target.matches("button") && ask(target.textContent));
newButton.addEventListener("click", startNewChat);
latestButton.addEventListener("click", () => log.scrollTo({ top: log.scrollHeight, behavior: "smooth" }));
log.addEventListener("scroll", () => { latestButton.hidden = isAtEnd(); });

fetch("about").then(response => response.json()).then(({ model, server }) => {
  about.textContent = `${model ?? "Default model"} at ${server}`;
});

function startNewChat() {
  answering?.abort();
  answering = null;
  truncate(0);
  setBusy(false, "");
}

// Removes a turn and those after it.
function truncate(index) {
  turns.splice(index).forEach(turn => turn.remove());
  if (turns.length === 0) {
    log.prepend(greeting);
  }
}

const actions = {
  onEdit(turn) {
    if (!answering) {
      truncate(turns.indexOf(turn));
      input.value = turn.question;
      input.focus();
    }
  },
  onRetry(turn) {
    if (!answering) {
      truncate(turns.indexOf(turn));
      input.value = input.value === turn.question ? "" : input.value;
      ask(turn.question);
    }
  },
};

async function ask(question) {
  greeting.remove();
  const messages = turns.filter(turn => turn.text).flatMap(turn => [{ role: "user", content: turn.question }, { role: "assistant", content: turn.text }]);
  const turn = new Turn(question, actions);
  turns.push(turn);
  const own = answering = new AbortController();
  setBusy(true, "Answering…");
  let end = { outcome: "failed", note: "The answer cannot be shown." };
  try {
    end = await receive(turn, [...messages, { role: "user", content: question }], own.signal);
  } finally {
    // The next message can be sent even after an exception. If a new chat was started, the page no longer shows the turn.
    if (answering === own) {
      answering = null;
      turn.end(end);
      if (!turn.text) {
        input.value ||= question;
      }

      setBusy(false, { done: "Done.", cut: "The answer is incomplete.", failed: "Failed.", stopped: "Stopped." }[end.outcome]);
    }
  }
}

// Aborting the fetch closes the request, so the server also stops generating.
async function receive(turn, messages, signal) {
  try {
    const response = await fetch("chat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(messages),
      signal,
    });
    if (!response.ok) {
      return { outcome: "failed", note: `The page's server failed (${response.status}).` };
    }

    for await (const part of readEvents(response)) {
      if (part.outcome) {
        return part;
      }

      turn.add(part);
    }
  } catch (error) {
    if (signal.aborted) {
      return { outcome: "stopped", note: "Stopped" };
    }

    if (!(error instanceof TypeError)) {
      throw error;
    }
  }

  return turn.text ? { outcome: "cut", note: "The answer is incomplete. The connection to the page's server was lost." } : { outcome: "failed", note: "The page's server cannot be reached." };
}

function setBusy(isBusy, note) {
  // A screen reader announces the answer once it is complete, instead of each word again.
  log.ariaBusy = isBusy;
  status.textContent = note;
  sendButton.hidden = isBusy;
  stopButton.hidden = !isBusy;
  input.focus();
}
