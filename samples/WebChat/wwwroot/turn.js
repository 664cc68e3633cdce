import { copyButton, element, keepInView, log } from "./page.js";

// The server creates the HTML of an answer (AnswerHtml.cs). The browser accepts HTML only from this policy.
const policy = globalThis.trustedTypes?.createPolicy("answer", { createHTML: html => html }) ?? { createHTML: html => html };

// A message and its answer on the page.
export class Turn {
  text = "";
  #body = element("div", "body");
  #note = element("p");
  #cost = element("span", "cost");
  #thinking = null;

  constructor(question, { onEdit, onRetry }) {
    this.question = question;
    this.asked = element("article", "question");
    this.asked.ariaLabel = "You say";
    this.asked.append(element("p", "", question), actions(button("Edit", () => onEdit(this))));
    this.answer = element("article", "answer growing");
    this.answer.ariaLabel = "The model says";
    this.answer.append(this.#body);
    this.#note.hidden = true;
    this.ending = actions(this.#cost, copyButton(() => this.text), button("Retry", () => onRetry(this)));
    log.append(this.asked, this.answer);
    log.scrollTop = log.scrollHeight;
  }

  add({ text = "", reasoning, from, blocks }) {
    this.text += text;
    keepInView(() => {
      if (reasoning) {
        this.#addReasoning(reasoning);
      }

      if (blocks) {
        this.#show(from, blocks);
      }
    });
  }

  // The outcome is done, cut, failed or stopped.
  end({ outcome, note = "", cost = "" }) {
    keepInView(() => {
      this.answer.classList.remove("growing");
      this.answer.append(this.#note, this.ending);
      this.#note.className = outcome;
      this.#note.textContent = note;
      this.#note.hidden = !note;
      this.#cost.textContent = cost;
      this.ending.classList.toggle("without-text", !this.text);
    });
  }

  remove() {
    this.asked.remove();
    this.answer.remove();
  }

  #addReasoning(text) {
    if (!this.#thinking) {
      const details = element("details");
      details.append(element("summary", "", "Reasoning"), this.#thinking = element("p"));
      this.answer.prepend(details);
    }

    this.#thinking.append(text);
  }

  // Replaces the blocks from an index on, so that the others, and what the user has selected in them, remain.
  #show(from, blocks) {
    while (this.#body.children.length > from) {
      this.#body.lastChild.remove();
    }

    for (const html of blocks) {
      const block = element("div");
      block.innerHTML = policy.createHTML(html);
      for (const code of block.querySelectorAll("pre")) {
        const frame = element("div", "code");
        code.replaceWith(frame);
        frame.append(code, copyButton(() => code.textContent, "Copy code"));
      }

      this.#body.append(block);
    }
  }
}

function actions(...items) {
  const made = element("div", "actions");
  made.append(...items);
  return made;
}

function button(label, action) {
  const made = element("button", "quiet", label);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}
