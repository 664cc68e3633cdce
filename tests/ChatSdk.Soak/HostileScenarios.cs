namespace ChatSdk.Soak;

/// <summary>Calls to hostile or broken servers, calls with hostile handlers and request sources, and calls for several tenants, whose keys must not be mixed up.</summary>
internal sealed class HostileScenarios(ChatClient client, ChatClient uncancellable, Tenants tenants, Servers servers)
{
    public (string Kind, Func<Task<string?>> Run) Next(Random chance, string prompt)
    {
        var tenant = Tenants.Any(chance);
        return chance.Next(8) switch
        {
            0 => ("blank lines", () => FloodAsync()),
            1 => ("unfinished events", () => FailAsync(servers.Unfinished, isStream: true)),
            2 => ("wrong lengths", () => FailAsync(servers.TooLong, isStream: false)),
            3 => ("wrong lengths", () => FailAsync(servers.TooShort, isStream: false)),
            4 => ("uncancellable, abandoned", () => LeaveUncancellableAsync()),
            5 => ("uncancellable, hung", () => WaitUncancellableAsync()),
            6 => ("tenants", () => CallAsTenantAsync(tenant)),
            _ => ("endless sources", () => LeaveSourceAsync(prompt)),
        };
    }

    private async Task<string?> FloodAsync()
    {
        var text = (await client.CreateStreamAsync("Hi", new ChatCallOptions { BaseAddress = servers.Blank }).ToCompletionAsync()).Text;
        return Scenarios.CheckEqual(Servers.Words("blank"), text);
    }

    private async Task<string?> FailAsync(string address, bool isStream)
    {
        var options = new ChatCallOptions { BaseAddress = address };
        try
        {
            var answer = isStream ? await client.CreateStreamAsync("Hi", options).ToCompletionAsync() : await client.CreateAsync("Hi", options);
            return $"ended without an error after \"{answer.Text}\"";
        }
        catch (ChatException)
        {
            return null;
        }
    }

    private async Task<string?> LeaveUncancellableAsync()
    {
        var text = "";
        await foreach (var chunk in uncancellable.CreateStreamAsync("Hi", new ChatCallOptions { BaseAddress = servers.Hang }))
        {
            text += chunk.Text;
            if (text == Servers.Words("hang"))
            {
                break;
            }
        }

        return Scenarios.CheckEqual(Servers.Words("hang"), text);
    }

    private async Task<string?> WaitUncancellableAsync()
    {
        try
        {
            var options = new ChatCallOptions { BaseAddress = servers.Hang, StreamIdleTimeout = TimeSpan.FromMilliseconds(300) };
            return $"ended without an error after \"{(await uncancellable.CreateStreamAsync("Hi", options).ToCompletionAsync()).Text}\"";
        }
        catch (ChatTimeoutException failure)
        {
            var partial = failure.Partial?.Text ?? "";
            return Servers.Words("hang").StartsWith(partial, StringComparison.Ordinal) ? null : $"the partial answer is \"{partial}\"";
        }
    }

    private async Task<string?> CallAsTenantAsync(string tenant) =>
        Scenarios.CheckEqual(tenant, (await tenants.ClientOf(tenant).CreateAsync("Hi")).Text);

    private async Task<string?> LeaveSourceAsync(string prompt)
    {
        const int Count = 3;
        var results = 0;
        await foreach (var result in client.CreateManyAsync(WaitingAsync()))
        {
            if (Scenarios.CheckEqual($"You said: {result.Index} {prompt}", result.Completion?.Text ?? $"{result.Error?.Message}") is { } problem)
            {
                return problem;
            }

            if (++results == Count)
            {
                break;
            }
        }

        return results == Count ? null : $"ended after {results} results";

        // This source never ends, and cannot be canceled.
        async IAsyncEnumerable<ChatCompletionRequest> WaitingAsync()
        {
            for (var number = 0; number < Count; number++)
            {
                yield return new ChatCompletionRequest { Messages = [ChatMessage.User($"{number} {prompt}")] };
            }

            await new TaskCompletionSource().Task;
        }
    }
}
