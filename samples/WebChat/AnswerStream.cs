using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ChatSdk;

namespace WebChat;

/// <summary>Streams an answer to the page.</summary>
internal static class AnswerStream
{
    // The page need not be updated more often than this, although a model may send several hundred chunks per second.
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Sends the messages, and returns the parts of the answer. When the browser disconnects, the token is canceled, and so is the request to the model.</summary>
    public static async IAsyncEnumerable<AnswerPart> OfAsync(
        ChatClient client, ChatMessage[] messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var request = new ChatCompletionRequest { Messages = messages, StreamOptions = new() { IncludeUsage = true } };
        var received = Channel.CreateUnbounded<ChatResult<ChatCompletionChunk>>();
        var receiving = ReceiveAsync(client.TryCreateStreamAsync(request, cancellationToken: cancellationToken), received.Writer);
        var answer = new ChatCompletionAccumulator();
        var html = new AnswerHtml();
        ChatException? failure = null;
        while (await received.Reader.WaitToReadAsync(cancellationToken))
        {
            var (text, reasoning) = ("", "");
            while (received.Reader.TryRead(out var result))
            {
                failure = result.Error ?? failure;
                if (result.IsSuccess)
                {
                    answer.Add(result.Value);
                    text += result.Value.Text;
                    reasoning += result.Value.Reasoning;
                }
            }

            yield return Part(html, text, reasoning);
            await Task.Delay(_interval, cancellationToken);
        }

        await receiving;
        if (failure is not null)
        {
            // The exception is for the developer; the page shows an explanation for its user.
            await Console.Error.WriteLineAsync($"An answer failed. {failure.Message.ReplaceLineEndings(" ")}");
        }

        yield return End(answer, failure, Stopwatch.GetElapsedTime(start));
    }

    private static async Task ReceiveAsync(IAsyncEnumerable<ChatResult<ChatCompletionChunk>> results, ChannelWriter<ChatResult<ChatCompletionChunk>> received)
    {
        try
        {
            await foreach (ChatResult<ChatCompletionChunk> result in results)
            {
                received.TryWrite(result);
            }
        }
        finally
        {
            received.Complete();
        }
    }

    private static AnswerPart Part(AnswerHtml html, string text, string reasoning)
    {
        var from = text.Length > 0 ? html.Add(text) : (int?)null;
        return new AnswerPart
        {
            Text = text.Length > 0 ? text : null,
            Reasoning = reasoning.Length > 0 ? reasoning : null,
            From = from,
            Blocks = from is { } index ? [.. html.Blocks.Skip(index)] : null,
        };
    }

    private static AnswerPart End(ChatCompletionAccumulator answer, ChatException? failure, TimeSpan time)
    {
        var completion = answer.Count > 0 ? answer.ToCompletion() : null;
        var note = failure is not null ? FailureText.Of(failure)
            : completion?.FinishReason == FinishReason.Length ? "The maximum length was reached."
            : completion?.FinishReason == FinishReason.ContentFilter ? "A content filter stopped the model."
            : null;
        var isCut = note is not null && completion?.Text.Length > 0;
        return new AnswerPart
        {
            Outcome = note is null ? "done" : isCut ? "cut" : "failed",
            Note = isCut ? $"The answer is incomplete. {note}" : note,
            Cost = string.Create(CultureInfo.InvariantCulture, $"{(completion?.Usage is { } usage ? $"{usage.CompletionTokens} tokens · " : "")}{time.TotalSeconds:0.0} s"),
        };
    }
}
