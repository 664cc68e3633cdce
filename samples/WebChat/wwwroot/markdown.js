// Converts the Markdown that models write to elements. Text is only added as text nodes, so it is never interpreted as HTML.
// Every repetition in a pattern is bounded, and so is the nesting depth, so that no answer can make the page hang.
const fence = /^ {0,3}(`{3,9}|~{3,9}) {0,9}([\w+#.-]{0,30})/;
const rule = /^ {0,3}(?:(?:- {0,3}){3,99}|(?:\* {0,3}){3,99}|(?:_ {0,3}){3,99})$/;
const item = /^( {0,60})([-*+]|\d{1,9}[.)])( {1,4}|$)/;
const cells = /^\|?(?: {0,9}:?-{1,99}:? {0,9}\|){1,99}(?: {0,9}:?-{1,99}:? {0,9})?$/;
const deepest = 8;

export function renderMarkdown(text) {
  return fill(document.createDocumentFragment(), blocks(text.replaceAll("\t", "    ").split("\n"), 0));
}

function blocks(lines, depth) {
  const made = [];
  for (let at = 0; at < lines.length;) {
    const [element, next] = block(lines, at, depth);
    if (element) {
      made.push(element);
    }

    at = next;
  }

  return made;
}

// Returns the block that begins at a line, and the index of the line after it.
function block(lines, at, depth) {
  const line = lines[at].trimEnd();
  if (line === "") {
    return [null, at + 1];
  }

  if (fence.test(line)) {
    return code(lines, at);
  }

  const level = /^#{1,6}(?= )/.exec(line)?.[0].length;
  if (level) {
    return [make(`h${Math.min(level + 2, 6)}`, inline(line.slice(level).trim())), at + 1];
  }

  if (rule.test(line)) {
    return [make("hr"), at + 1];
  }

  if (depth < deepest && line.startsWith(">")) {
    const end = endOf(lines, at, next => next.startsWith(">"));
    return [make("blockquote", blocks(lines.slice(at, end).map(quoted => quoted.replace(/^> ?/, "")), depth + 1)), end];
  }

  if (isTable(lines, at)) {
    return table(lines, at);
  }

  return depth < deepest && item.test(line) ? list(lines, at, depth) : paragraph(lines, at);
}

function code(lines, at) {
  const [, mark, language] = fence.exec(lines[at]);
  const end = endOf(lines, at + 1, next => !(next.trim().startsWith(mark) && /^[`~]{1,99}$/.test(next.trim())));
  const pre = make("pre", [make("code", [lines.slice(at + 1, end).join("\n")])]);
  pre.tabIndex = 0;
  pre.dataset.language = language;
  return [pre, end + 1];
}

function list(lines, at, depth) {
  const [, indent, mark] = item.exec(lines[at]);
  const isOrdered = /\d/.test(mark);
  const made = make(isOrdered ? "ol" : "ul");
  if (isOrdered) {
    made.start = parseInt(mark, 10);
  }

  const begins = next => item.exec(next)?.[1].length === indent.length && /\d/.test(item.exec(next)[2]) === isOrdered;
  while (at < lines.length && begins(lines[at])) {
    const width = item.exec(lines[at])[0].length;
    const end = endOf(lines, at + 1, (next, index) => next.trim() === "" ? isIndented(lines[index + 1], indent) : isIndented(next, indent));
    const inner = [lines[at].slice(width), ...lines.slice(at + 1, end).map(next => next.slice(Math.min(width, next.search(/\S|$/))))];
    const content = blocks(inner, depth + 1);
    made.append(make("li", content.flatMap((child, index) => child.tagName === "P" && index === 0 ? [...child.childNodes] : [child])));
    at = endOf(lines, end, (next, index) => next.trim() === "" && begins(lines[index + 1] ?? ""));
  }

  return [made, at];
}

const isIndented = (line, indent) => line !== undefined && line.trim() !== "" && line.search(/\S/) > indent.length;

function isTable(lines, at) {
  return lines[at].includes("|") && cells.test(lines[at + 1]?.trim() ?? "");
}

function table(lines, at) {
  const end = endOf(lines, at + 2, next => next.includes("|"));
  const row = (line, kind) => make("tr", line.trim().replace(/^\||\|$/g, "").split("|").map(cell => make(kind, inline(cell.trim()))));
  const made = make("table", [make("thead", [row(lines[at], "th")]), make("tbody", lines.slice(at + 2, end).map(line => row(line, "td")))]);
  return [made, end];
}

function paragraph(lines, at) {
  const end = endOf(lines, at + 1, (next, index) =>
    !(next.trim() === "" || fence.test(next) || rule.test(next) || item.test(next) || /^(#{1,6} |>)/.test(next) || isTable(lines, index)));
  return [make("p", inline(lines.slice(at, end).map(line => line.trim()).join("\n"))), end];
}

function endOf(lines, at, belongs) {
  while (at < lines.length && belongs(lines[at], at)) {
    at++;
  }

  return at;
}

const spans = [
  [/^(`{1,3})([^`]{1,2000})\1/, found => make("code", [found[2]])],
  [/^\*\*(?=\S)([^*]{1,2000}(?:\*[^*]{1,200}\*[^*]{0,200})?)(?<!\s)\*\*/, found => make("strong", inline(found[1]))],
  [/^~~(?=\S)([^~]{1,2000})(?<!\s)~~/, found => make("del", inline(found[1]))],
  [/^\*(?=\S)([^*]{1,2000})(?<!\s)\*(?!\*)/, found => make("em", inline(found[1]))],
  [/^_(?=\S)([^_]{1,2000})(?<!\s)_(?!\w)/, found => make("em", inline(found[1]))],
  // An image is shown as a link, because loading it could send parts of the conversation to its server.
  [/^!?\[([^[\]]{0,1000})\]\((https?:\/\/[^\s()]{1,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?)\)/, found => link(found[2], found[1] || found[2])],
  [/^https?:\/\/[^\s<>()"'`*\]]{0,2000}[^\s<>()"'`*\].,;:!?]/, found => link(found[0], found[0])],
  [/^\\([\\`*_~#[\]()|>!.+-])/, found => found[1]],
];

function inline(text) {
  const made = [];
  let plain = "";
  for (let at = 0; at < text.length;) {
    const found = text[at - 1]?.match(/\w/) && /[_h]/.test(text[at]) ? undefined : span(text, at);
    if (found) {
      made.push(plain, found.made);
      plain = "";
      at += found.length;
    } else {
      plain += text[at++];
    }
  }

  return [...made, plain].filter(part => part !== "");
}

function span(text, at) {
  if (!"`*~_![h\\".includes(text[at])) {
    return undefined;
  }

  const rest = text.slice(at, at + 4000);
  for (const [pattern, build] of spans) {
    const found = pattern.exec(rest);
    if (found) {
      return { made: build(found), length: found[0].length };
    }
  }

  return undefined;
}

function link(address, text) {
  const made = make("a", [text]);
  made.href = address;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

function make(name, children = []) {
  return fill(document.createElement(name), children);
}

// The elements are added one by one, because a hundred thousand arguments of a single call would overflow the stack.
function fill(parent, children) {
  for (const child of children) {
    parent.append(child);
  }

  return parent;
}
