using System.Net;
using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>The only place where a server's word becomes an exception: every shape of error, at any status, 200 included.</summary>
internal static class ErrorReader
{
    /// <summary>Reads the body of a response whose status is an error.</summary>
    public static ChatApiException ReadResponse(ChatResponseInfo response, ReadOnlySpan<byte> body)
    {
        var text = TextOf(body);
        using var json = Parse(body) ?? Parse(FirstData(body));
        var error = (json is null ? null : ErrorBody.Read(json.RootElement)) ?? ErrorPage.Read(text);
        return Describe(response.Status, response, error, text).ToException();
    }

    /// <summary>Reads a JSON object that came where an answer or a piece of one was expected.</summary>
    /// <param name="body">The JSON.</param>
    /// <param name="isNamedError">Whether the stream itself calls this an error.</param>
    /// <param name="response">What came besides the body.</param>
    /// <param name="statusHint">The status that the stream names for it, if it does.</param>
    /// <param name="isBetween">Whether it came between the pieces of an answer.</param>
    /// <returns>The exception; <see langword="null"/> if it is no error.</returns>
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
        error.Status = statusHint ?? error.Status;
        return Describe(HttpStatusCode.OK, response, error, text).ToException();
    }

    /// <summary>Gives the first data of a body that is a stream; some servers answer with one even when they refuse.</summary>
    private static ReadOnlySpan<byte> FirstData(ReadOnlySpan<byte> body)
    {
        var start = body.IndexOf("data:"u8);
        var data = start < 0 ? default : body[(start + "data:".Length)..];
        return data.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end ? data[..end] : data;
    }

    private static ApiError Describe(HttpStatusCode status, ChatResponseInfo response, ErrorBody error, string text)
    {
        var kind = ErrorClassifier.Classify((int)status, error);
        return new ApiError
        {
            Status = status,
            Kind = kind,
            Message = error.Message,
            Code = error.Code,
            Type = error.Type,
            Param = error.Param,
            Reason = error.Reason,
            ExtraFields = error.ExtraFields,
            RetryAfter = response.RetryAfter,
            RequestId = response.RequestId,
            Headers = response.Headers,
            Key = response.Key,
            Body = Excerpt.Of(text),
            Hint = kind == ChatErrorKind.NotFound || (int)status is >= 300 and < 400 ? AddressHint(response) : null,
            IsRetryable = RetryRules.IsRetryable(status, kind, response.ShouldRetry),
        };
    }

    private static string AddressHint(ChatResponseInfo response)
    {
        var asked = $" (asked: {response.Address})";
        if (!response.Headers.TryGetValue("location", out var target))
        {
            return asked;
        }

        // The queries stay out of it: they may hold keys.
        return $"{asked}; it points to {OneLine.Of(target.Split('?')[0], 200)}, which is not followed";
    }

    internal static JsonDocument? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(JsonText.Mend(WireReader.WithoutMark(body)));
            return JsonDocument.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string TextOf(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(WireReader.WithoutMark(body));
}
