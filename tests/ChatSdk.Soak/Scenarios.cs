using System.Globalization;

namespace ChatSdk.Soak;

/// <summary>What a worker does, and what the result must be. Each scenario returns what was wrong, or <see langword="null"/>.</summary>
internal sealed class Scenarios(ChatClient client, ChatClient tools, Servers servers)
{
    private static readonly ChatTool _upper = ChatTool.FromDelegate((string text) => text.ToUpperInvariant(), name: "upper");

    private static int _numbers;

    public (string Kind, Func<Task<string?>> Run) Next(Random chance)
    {
        var own = Own(chance);
        var count = chance.Next(1, 20);
        return chance.Next(100) switch
        {
            < 40 => ("streams", () => StreamAsync(own)),
            < 55 => ("plain calls", () => CompleteAsync(own)),
            < 62 => ("tool runs", () => RunToolsAsync(own)),
            < 70 => ("cancelled", () => CancelAsync(own, count)),
            < 78 => ("left", () => LeaveAsync(own, count)),
            < 83 => ("cut", () => BreakAsync(servers.Cut, Servers.Words("cut"), failure => failure is ChatConnectionException)),
            < 88 => ("reset", () => BreakAsync(servers.Reset, Servers.Words("reset"), failure => failure is ChatConnectionException)),
            < 93 => ("error events", () => BreakAsync(servers.Error, "error-0", failure => failure is ChatApiException { ServerMessage: "Boom." })),
            < 97 => ("hung", () => BreakAsync(servers.Hang, Servers.Words("hang"), failure => failure is ChatTimeoutException { Kind: ChatTimeoutKind.Idle })),
            _ => ("refused", () => BreakAsync(servers.Busy, "", failure => failure is ChatApiException { Kind: ChatErrorKind.Overloaded or ChatErrorKind.Server })),
        };
    }

    /// <summary>Creates a unique text of up to a hundred words.</summary>
    private static string Own(Random chance)
    {
        var number = Interlocked.Increment(ref _numbers).ToString(CultureInfo.InvariantCulture);
        return string.Join(' ', Enumerable.Range(0, chance.Next(5, 100)).Select(word => $"{number}-{word}"));
    }

    private static string? Differs(string expected, string actual) => expected == actual ? null : $"expected \"{expected}\", but got \"{actual}\"";

    private async Task<string?> StreamAsync(string own)
    {
        var text = "";
        await foreach (var chunk in client.CreateStreamAsync(own))
        {
            text += chunk.Text;
        }

        return Differs($"You said: {own}", text);
    }

    private async Task<string?> CompleteAsync(string own) => Differs($"You said: {own}", (await client.CreateAsync(own)).Text);

    private async Task<string?> RunToolsAsync(string own)
    {
        var run = await tools.RunToolsAsync(new ChatCompletionRequest { Messages = [ChatMessage.User(own)], Tools = ChatToolset.FromTools([_upper]) });

        return Differs($"You said: {own}", run.Text) ?? Differs("ABC", run.Messages.Single(message => message.Role == ChatRole.Tool).Text);
    }

    private async Task<string?> CancelAsync(string own, int count)
    {
        using var cancellation = new CancellationTokenSource();
        var text = "";
        try
        {
            await foreach (var chunk in client.CreateStreamAsync(own, cancellationToken: cancellation.Token))
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
            return IsBeginning($"You said: {own}", text);
        }

        // The end may already have been in the buffer.
        return Differs($"You said: {own}", text);
    }

    private async Task<string?> LeaveAsync(string own, int count)
    {
        var text = "";
        await foreach (var chunk in client.CreateStreamAsync(own))
        {
            text += chunk.Text;
            if (--count == 0)
            {
                break;
            }
        }

        return IsBeginning($"You said: {own}", text);
    }

    private async Task<string?> BreakAsync(string address, string said, Func<ChatException, bool> isExpected)
    {
        // Short only where it must elapse: the machine may be busy.
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
            return !isExpected(failure) ? $"{failure.GetType().Name}: {failure.Message}" : IsBeginning(said, text) ?? Differs(text, failure.Partial?.Text ?? "");
        }
    }

    private static string? IsBeginning(string said, string text) =>
        said.StartsWith(text, StringComparison.Ordinal) ? null : $"\"{text}\" is not the beginning of \"{said}\"";
}
