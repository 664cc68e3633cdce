using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads the whole body of a response as one answer, without streaming.</summary>
/// <typeparam name="T">The type of the answer.</typeparam>
internal sealed class CompleteAnswer<T>(AnswerReading<T> read) : IAnswerShape<T>
{
    public async ValueTask<T> ReadAsync(ServerResponse response, CancellationToken cancellationToken)
    {
        await using var closing = response.ConfigureAwait(false);
        try
        {
            using var bytes = await BodyReader.ReadAsync(response.Body, response.Options.MaxMessageBytes, cancellationToken).ConfigureAwait(false);
            return await ParseAsync(bytes.Bytes, response.Info, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await response.AbortAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<T> ParseAsync(ArraySegment<byte> body, ChatResponseInfo response, CancellationToken cancellationToken)
    {
        try
        {
            return await read(body, response, cancellationToken).ConfigureAwait(false);
        }
        catch (AnswerLimitException exception)
        {
            throw new ChatProtocolException(exception.Message, Excerpt.Of(body));
        }
        catch (JsonException)
        {
            // The JsonException is not passed on as the inner exception, because its message may quote the body, and exception messages are often logged.
            throw ErrorReader.ReadPayload(body, isNamedError: false, response) ?? (ChatException)(body.Count == 0 ? NoAnswer.Empty(response) : NoAnswer.Other("JSON of the chat protocol", response, body));
        }
    }
}
