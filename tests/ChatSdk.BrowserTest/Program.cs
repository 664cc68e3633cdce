using ChatSdk.BrowserTest;

// Uses ChatSdk in a browser. The arguments are the name of the group of calls to run, the address of the chat server, and the origin of
// the page. BrowserTests checks the output.
await (args[0] switch
{
    "client" => ClientCalls.RunAsync(args[1]),
    "bridge" => BridgeCalls.RunAsync(args[1]),
    "network" => NetworkRules.RunAsync(args[1], args[2]),
    var other => throw new ArgumentException($"The first argument must be 'client', 'bridge' or 'network', but is '{other}'.", nameof(args)),
});
