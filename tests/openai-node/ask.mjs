// Sends the requests that the test expects, and prints the results of the openai client as one JSON object.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.argv[2], apiKey: 'any', maxRetries: 0 });
const ask = (content, more) => client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content }], ...more });
const told = {};

const plain = await ask('plain');
told.plain = { text: plain.choices[0].message.content, finishReason: plain.choices[0].finish_reason, tokens: plain.usage.total_tokens };

told.stream = [];
for await (const chunk of await ask('stream', { stream: true })) {
  told.stream.push(chunk.choices[0]?.delta?.content ?? '');
}

const calling = client.chat.completions.stream({ model: 'm', messages: [{ role: 'user', content: 'tool' }] });
const called = await calling.finalMessage();
told.toolCalls = called.tool_calls.map((call) => [call.id, call.function.name, call.function.arguments]);

try {
  await ask('error');
} catch (error) {
  told.error = { name: error.constructor.name, status: error.status, code: error.code, retryAfter: error.headers.get('retry-after-ms') };
}

told.cut = await ask('cut', { stream: true })
  .then(async (chunks) => {
    for await (const _ of chunks);
    return 'as if all were well';
  })
  .catch(() => 'failed');

told.models = (await client.models.list()).data.map((model) => model.id);

console.log(JSON.stringify(told));
