import { dotnet } from './_framework/dotnet.js';

// Runs the program with the address of the chat server, and posts what it prints to the server of this page.
const lines = [];
const print = line => lines.push(line);
try {
    const { runMain } = await dotnet
        .withModuleConfig({ print, printErr: print })
        .withApplicationArguments(new URLSearchParams(location.search).get('server'))
        .create();
    await runMain();
} catch (error) {
    print(String(error.stack ?? error));
}

await fetch('output', { method: 'POST', body: lines.map(line => `${line}\n`).join('') });
