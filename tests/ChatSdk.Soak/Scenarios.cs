using System.Globalization;

namespace ChatSdk.Soak;

/// <summary>The calls that a worker makes. Each scenario returns a description of the problem that it found, or <see langword="null"/> if there is none.</summary>
internal sealed class Scenarios(ChatClient client, ChatClient tools, HostileScenarios hostile, Servers servers)
{
    private static readonly ChatTool _upper = ChatTool.FromDelegate((string text) => text.ToUpperInvariant(), name: "upper");

    private static int _numbers;

    public (string Kind, Func<Task<string?>> Run) Next(Random chance)
    {
        var prompt = NewPrompt(chance);
        var count = chance.Next(1, 20);
        return chance.Next(100) switch
        {
            < 32 => ("streams", () => StreamAsync(prompt)),
            < 47 => ("plain calls", () => CompleteAsync(prompt)),
            < 54 => ("tool runs", () => RunToolsAsync(prompt)),
            < 62 => ("canceled", () => CancelAsync(prompt, count)),
            < 70 => ("abandoned", () => LeaveAsync(prompt, count)),
            < 75 => ("cut", () => BreakAsync(servers.Cut, Servers.Words("cut"), failure => failure is ChatConnectionException)),
            < 80 => ("reset", () => BreakAsync(servers.Reset, Servers.Words("reset"), failure => failure is ChatConnectionException)),
            < 85 => ("error events", () => BreakAsync(servers.Error, "error-0", failure => failure is ChatApiException { ServerMessage: "Boom." })),
            < 89 => ("hung", () => BreakAsync(servers.Hang, Servers.Words("hang"), failure => failure is ChatTimeoutException { Kind: ChatTimeoutKind.Idle })),
            < 92 => ("rejected", () => BreakAsync(servers.Busy, "", failure => failure is ChatApiException { Kind: ChatErrorKind.Overloaded or ChatErrorKind.Server })),
            _ => hostile.Next(chance, prompt),
        };
    }

    public static string? CheckEqual(string expected, string actual) => expected == actual ? null : $"expected \"{expected}\", but got \"{actual}\"";

    /// <summary>Creates a unique prompt of 5 to 99 words.</summary>
    private static string NewPrompt(Random chance)
    {
        var number = Interlocked.Increment(ref _numbers).ToString(CultureInfo.InvariantCulture);
        return string.Join(' ', Enumerable.Range(0, chance.Next(5, 100)).Select(word => $"{number}-{word}"));
    }

    private async Task<string?> StreamAsync(string prompt)
    {
        var text = "";
        await foreach (var chunk in client.CreateStreamAsync(prompt))
        {
            text += chunk.Text;
        }

        return CheckEqual($"You said: {prompt}", text);
    }

    private async Task<string?> CompleteAsync(string prompt) => CheckEqual($"You said: {prompt}", (await client.CreateAsync(prompt)).Text);

    private async Task<string?> RunToolsAsync(string prompt)
    {
        var run = await tools.RunToolsAsync(new ChatCompletionRequest { Messages = [ChatMessage.User(prompt)], Tools = ChatToolset.FromTools([_upper]) });

        return CheckEqual($"You said: {prompt}", run.Text) ?? CheckEqual("ABC", run.Messages.Single(message => message.Role == ChatRole.Tool).Text);
    }

    private async Task<string?> CancelAsync(string prompt, int count)
    {
        using var cancellation = new CancellationTokenSource();
        var text = "";
        try
        {
            await foreach (var chunk in client.CreateStreamAsync(prompt, cancellationToken: cancellation.Token))
            {
                text += chunk.Text;
                if (--count == 0)
                {
                    await cancellation.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == cancellation.Token && cancellation.IsCancellationRequested)
        {
            return CheckPrefix($"You said: {prompt}", text);
        }

        // The complete stream may have been received before the cancellation took effect.
        return CheckEqual($"You said: {prompt}", text);
    }

    private async Task<string?> LeaveAsync(string prompt, int count)
    {
        var text = "";
        await foreach (var chunk in client.CreateStreamAsync(prompt))
        {
            text += chunk.Text;
            if (--count == 0)
            {
                break;
            }
        }

        return CheckPrefix($"You said: {prompt}", text);
    }

    private async Task<string?> BreakAsync(string address, string sent, Func<ChatException, bool> isExpected)
    {
        // The short timeout is only for the server that hangs, because on a busy machine the other servers may be slow.
        var options = new ChatCallOptions { BaseAddress = address, StreamIdleTimeout = address == servers.Hang ? TimeSpan.FromMilliseconds(300) : null };
        var text = "";
        try
        {
            await foreach (var chunk in client.CreateStreamAsync("Hi", options))
            {
                text += chunk.Text;
            }

            return $"ended without an error after \"{text}\"";
        }
        catch (ChatException failure)
        {
            return !isExpected(failure) ? $"{failure.GetType().Name}: {failure.Message}" : CheckPrefix(sent, text) ?? CheckEqual(text, failure.Partial?.Text ?? "");
        }
    }

    private static string? CheckPrefix(string sent, string text) =>
        sent.StartsWith(text, StringComparison.Ordinal) ? null : $"\"{text}\" is not a prefix of \"{sent}\"";
}
