import { dotnet } from './_framework/dotnet.js';

// Runs the part of the program that the address of the page names, with the address of the chat server, and posts what it prints to the server of this page.
const lines = [];
const print = line => lines.push(line);
try {
    const parameters = new URLSearchParams(location.search);
    const { runMain } = await dotnet
        .withModuleConfig({ print, printErr: print })
        .withApplicationArguments(parameters.get('run'), parameters.get('server'), location.origin)
        .create();
    await runMain();
} catch (error) {
    print(String(error.stack ?? error));
}

await fetch('output', { method: 'POST', body: lines.map(line => `${line}\n`).join('') });
