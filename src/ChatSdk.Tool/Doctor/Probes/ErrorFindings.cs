using System.Text.Json;

namespace ChatSdk.Tool;

/// <summary>Describes how a server rejects requests that it is expected to reject.</summary>
internal static class ErrorFindings
{
    /// <summary>Describes a rejection in a sentence that begins with <paramref name="what"/>. The finding is odd unless the error has a 4xx status, an expected kind and a message.</summary>
    public static Finding Describe(ChatAttempt attempt, string what, params ChatErrorKind[] expected)
    {
        if (attempt.Error is not ChatApiException error)
        {
            return Finding.Failed(attempt);
        }

        var summary = $"{what} with {(int)error.Status} and {Shape(attempt.Exchange)}.";
        var isUsual = (int)error.Status is >= 400 and < 500 && (expected.Length == 0 || expected.Contains(error.Kind)) && error.ServerMessage is { Length: > 0 };
        return (isUsual ? Finding.Supported(summary, attempt.Exchange?.Evidence()) : Finding.Odd(summary, attempt.Exchange?.Evidence())) with
        {
            Library = $"ChatSdk throws a {error.GetType().Name} of the kind {error.Kind} with the message \"{Printable.Line(error.ServerMessage ?? error.Message, 120)}\".{Retried(error)}",
        };
    }

    private static string Retried(ChatApiException error) => error.IsRetryable ? " It retries such errors, unless MaxRetries is 0." : "";

    private static string Shape(Exchange? exchange)
    {
        if (exchange?.Json() is not { } json)
        {
            return exchange switch
            {
                null or { BodyBytes: 0 } => "an empty body",
                { IsWebPage: true } => "a web page",
                _ => "a body that is not a JSON object",
            };
        }

        return json.TryGetProperty("error", out var error)
            ? error.ValueKind == JsonValueKind.Object
                ? $"the JSON object \"error\" ({string.Join(", ", error.EnumerateObject().Select(member => Printable.Line(member.Name, 30)).Take(8))})"
                : $"\"error\" of type {error.ValueKind.ToString().ToLowerInvariant()}"
            : $"JSON without \"error\" ({string.Join(", ", json.EnumerateObject().Select(member => Printable.Line(member.Name, 30)).Take(8))})";
    }
}
