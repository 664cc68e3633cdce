// Reads server-sent events from the response of a fetch. The EventSource of browsers cannot send a body.
export async function* readEvents(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }

    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    yield* blocks.map(parse);
  }
}

// Without the flag "s", "." does not match U+2028 and U+2029, which are not line breaks here, and the line would be lost.
function parse(block) {
  const fields = block.split("\n").map(line => /^(\w+): ?(.*)$/s.exec(line) ?? []);
  return {
    kind: fields.find(([, name]) => name === "event")?.[2],
    data: fields.filter(([, name]) => name === "data").map(([, , value]) => value).join("\n"),
  };
}
