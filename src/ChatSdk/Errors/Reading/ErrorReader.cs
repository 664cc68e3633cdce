using System.Text.Json;

namespace ChatSdk;

/// <summary>Creates the exceptions for server errors of every shape, with any status, including 200. No other class creates them.</summary>
internal static class ErrorReader
{
    /// <summary>Reads the body of a response with an error status.</summary>
    public static ChatApiException ReadResponse(ChatResponseInfo response, ReadOnlySpan<byte> body)
    {
        var text = TextOf(body);
        using var json = Parse(body) ?? Parse(FirstData(body));
        var error = (json is null ? null : ErrorBody.Read(json.RootElement)) ?? ErrorPage.Read(text, response.Headers.GetValueOrDefault("content-type"));
        return Create(error, json, text, response);
    }

    /// <summary>Reads data that was received instead of an answer or a chunk.</summary>
    /// <param name="body">The data, which is usually JSON.</param>
    /// <param name="isNamedError">Whether the data belongs to a stream event named <c>error</c>, so that it is an error even if it is not JSON.</param>
    /// <param name="response">The metadata of the response.</param>
    /// <param name="statusHint">The status that the stream specifies for the error, if any.</param>
    /// <param name="isBetween">Whether the data was received between the chunks of an answer.</param>
    /// <returns>The exception; <see langword="null"/> if the data is not an error.</returns>
    public static ChatApiException? ReadPayload(ReadOnlySpan<byte> body, bool isNamedError, ChatResponseInfo response, int? statusHint = null, bool isBetween = false)
    {
        using var json = Parse(body);
        var place = json is null ? null : ErrorFinder.Find(json.RootElement, isBetween);
        if (!isNamedError && place is null)
        {
            return null;
        }

        var text = TextOf(body);
        var error = ErrorBody.Read(place ?? json?.RootElement ?? default) ?? new ErrorBody { Message = json?.RootElement.AsText() ?? text };
        return Create(error with { Status = statusHint ?? error.Status }, json, text, response);
    }

    /// <summary>Parses JSON, and repairs strings that System.Text.Json could not decode; returns <see langword="null"/> if the body is not JSON, or is too large to be an error.</summary>
    public static JsonDocument? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return body.Length <= AnswerLimits.ErrorBytes ? WireReader.ParseAnswer(body) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ChatApiException Create(ErrorBody error, JsonDocument? json, string text, ChatResponseInfo response)
    {
        var body = error with
        {
            Text = Excerpt.Of(text),
            RetryAfter = (json is null ? WaitWords.Find(text) : ErrorDetails.FindWait(json.RootElement)) ?? WaitWords.Find(error.Message),
            HasDailyQuota = json is not null && ErrorDetails.HasDailyQuota(json.RootElement),
        };
        var kind = ErrorClassifier.Classify(response.Status, body);
        return kind switch
        {
            ChatErrorKind.ContentFilter => new ChatContentFilterException(body, response),
            ChatErrorKind.RateLimit or ChatErrorKind.QuotaExhausted => new ChatRateLimitException(body, kind, response),
            _ => new ChatApiException(body, kind, response),
        };
    }

    /// <summary>Returns the data of the first event if the body is an event stream, which some servers send even with an error status.</summary>
    private static ReadOnlySpan<byte> FirstData(ReadOnlySpan<byte> body)
    {
        var start = body.IndexOf("data:"u8);
        var data = start < 0 ? default : body[(start + "data:".Length)..];
        return data.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end ? data[..end] : data;
    }

    private static string TextOf(ReadOnlySpan<byte> body) => Excerpt.Of(WireReader.WithoutMark(body));
}
