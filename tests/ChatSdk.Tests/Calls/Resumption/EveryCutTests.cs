using System.Diagnostics.CodeAnalysis;

namespace ChatSdk.Tests.Resumption;

/// <summary>Tests that no text is lost, repeated or mixed up, whatever the number of bytes after which the connection is lost.</summary>
[TestFixture]
[CancelAfter(300_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[SuppressMessage("Reliability", "CA1001", Justification = "Close disposes the client.")]
public sealed class EveryCutTests
{
    private static readonly string[] _tokens = ["H", "é", " ", "\ud83d", "\udc4d", " wörld", ",", "\n", "\n", "漢字", "  ", "ok", "."];

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    private static CancellationToken Guard => TestContext.CurrentContext.CancellationToken;

    [TearDown]
    public void Close() => _http.Dispose();

    [TestCase(StreamResumption.TrailingMessage, "\n", true, "")]
    [TestCase(StreamResumption.PrefixMessage, "\r\n", false, "")]
    [TestCase(StreamResumption.ContinueFinalMessage, "\n", false, "")]
    [TestCase(StreamResumption.TrailingMessage, "\r\n", true, "Hm.")]
    public async Task Stream_that_is_interrupted_once_delivers_every_character_exactly_once_or_throws_if_it_stopped_in_the_reasoning(StreamResumption form, string lineEnd, bool sendsLength, string reasoning)
    {
        using var server = new ContinuingServer(lineEnd, sendsLength) { Tokens = _tokens, Reasoning = reasoning };
        var resumed = 0;
        for (var cut = 0; cut <= server.Length; cut++)
        {
            server.Cut(cut);
            var stoppedInReasoning = await ReadAsync(server, form, $"the connection was lost after {cut} bytes");
            resumed += server.Requests.Count - 1;
            if (reasoning.Length == 0)
            {
                stoppedInReasoning.Should().BeFalse();
            }
        }

        resumed.Should().BeGreaterThan(server.Length / 2);
        await server.StopAsync();
    }

    [TestCase(StreamResumption.TrailingMessage, "\r\n", true)]
    [TestCase(StreamResumption.ContinueFinalMessage, "\n", false)]
    public async Task Stream_that_is_interrupted_twice_delivers_every_character_exactly_once(StreamResumption form, string lineEnd, bool sendsLength)
    {
        using var server = new ContinuingServer(lineEnd, sendsLength) { Tokens = _tokens };
        for (var cut = 0; cut <= server.Length; cut++)
        {
            // Testing all pairs of positions would take an hour. These pairs interrupt each of the two responses at every position, but not in
            // every combination.
            var next = cut * 7919 % server.Length;
            server.Cut(cut, next);
            await ReadAsync(server, form, $"the connection was lost after {cut} bytes, and then after {next} bytes");
        }

        await server.StopAsync();
    }

    [Test]
    public async Task New_answer_from_a_server_that_starts_over_is_never_appended_to_the_received_text()
    {
        string[] first = ["The", " capital", " of", " France", " is", " Paris", "."];
        string[] second = ["The", " capital", " of", " Italy", " is", " Rome", "."];
        using var server = new ContinuingServer("\n", sendsLength: true) { Tokens = first, NewAnswer = second };
        var breaks = 0;
        for (var cut = 0; cut <= server.Length; cut++)
        {
            server.Cut(cut);
            var (text, failure) = await TryReadAsync(server, StreamResumption.TrailingMessage);

            if (failure is null)
            {
                text.Should().BeOneOf(string.Concat(first), string.Concat(second));
            }
            else
            {
                breaks++;
                string.Concat(first).Should().StartWith(text);
                failure.Should().BeOfType<ChatConnectionException>().Which.Partial!.Text.Should().Be(text);
            }
        }

        breaks.Should().BeGreaterThan(server.Length / 4);
        await server.StopAsync();
    }

    /// <summary>
    /// Reads the answer and checks it. Returns whether the stream stopped during the reasoning, which is not resumed because there is no text to continue.
    /// </summary>
    private async Task<bool> ReadAsync(ContinuingServer server, StreamResumption form, string because)
    {
        var answer = new ChatCompletionAccumulator();
        List<ChatCompletionChunk> chunks = [];
        try
        {
            await foreach (var chunk in NewClient(server, form).CreateStreamAsync("Hi", cancellationToken: Guard))
            {
                chunks.Add(chunk);
                answer.Add(chunk);
            }
        }
        catch (ChatConnectionException exception) when (exception.Partial is { Text: "", Reasoning.Length: > 0 } && server.Requests.Count == 1)
        {
            return true;
        }

        var completion = answer.ToCompletion();
        string.Concat(chunks.Select(chunk => chunk.Text)).Should().Be(string.Concat(_tokens), because);
        completion.Text.Should().Be(string.Concat(_tokens), because);
        completion.Reasoning.Should().Be(server.Reasoning, because);
        completion.FinishReason.Should().Be(FinishReason.Stop, because);
        chunks.Count(chunk => chunk.Choices.Any(choice => choice.Delta?.Role is not null)).Should().Be(1, because);
        var usages = chunks.GroupBy(chunk => chunk.Response).Select(part => part.LastOrDefault(chunk => chunk.Usage is not null)?.Usage?.TotalTokens ?? 0);
        (completion.Usage?.TotalTokens).Should().Be(usages.Sum(), because);
        return false;
    }

    private async Task<(string Text, ChatException? Failure)> TryReadAsync(ContinuingServer server, StreamResumption form)
    {
        var text = "";
        try
        {
            await foreach (var chunk in NewClient(server, form).CreateStreamAsync("Hi", cancellationToken: Guard))
            {
                text += chunk.Text;
            }
        }
        catch (ChatException exception)
        {
            return (text, exception);
        }

        return (text, null);
    }

    // Each stream needs a new client, because all streams of a client share a retry budget.
    private ChatClient NewClient(ContinuingServer server, StreamResumption form) => new(_http, new ChatClientOptions
    {
        BaseAddress = server.BaseAddress,
        Model = "m",
        RetryDelay = TimeSpan.Zero,
        StreamResumption = form,
    });
}
