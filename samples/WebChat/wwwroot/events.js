// Reads the JSON of server-sent events from the response of a fetch. The EventSource of browsers cannot send a body.
export async function* readEvents(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }

    const events = (rest + value).split("\n\n");
    rest = events.pop();
    yield* events.map(event => JSON.parse(event.replace(/^data: ?/, "")));
  }
}
