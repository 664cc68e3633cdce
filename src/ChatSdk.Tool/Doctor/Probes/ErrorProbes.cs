using System.Text.Json.Nodes;

namespace ChatSdk.Tool;

/// <summary>Checks the errors that the server returns.</summary>
internal static class ErrorProbes
{
    public static IEnumerable<Probe> All =>
    [
        new("error-request", "Error: invalid request", InvalidAsync) { Needs = "key", Tokens = 20 },
        new("error-model", "Error: unknown model", UnknownModelAsync) { Needs = "key", Tokens = 20 },
        new("error-path", "Error: unknown path", UnknownPathAsync) { Needs = "key" },
        new("error-stream", "Error: invalid request for a stream", InvalidStreamAsync) { Needs = "key", Tokens = 20 },
    ];

    private static async Task<Finding> InvalidAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(Invalid(session), cancellationToken);
        return attempt.IsSuccess
            ? Finding.Odd("The server answers a request in which \"messages\" is a string instead of a list.", attempt.Exchange!.Evidence())
            : ErrorFindings.Describe(attempt, "The server rejects an invalid request", ChatErrorKind.InvalidRequest);
    }

    private static async Task<Finding> InvalidStreamAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.StreamAsync(Invalid(session), cancellationToken);
        return attempt.IsSuccess
            ? Finding.Odd("The server answers a request in which \"messages\" is a string instead of a list.", attempt.Exchange!.Evidence())
            : ErrorFindings.Describe(attempt, "The server rejects an invalid request for a stream", ChatErrorKind.InvalidRequest);
    }

    private static async Task<Finding> UnknownModelAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(session.Prompt("Hi", 1) with { Model = "chatsdk-doctor-no-such-model" }, cancellationToken);
        return attempt.IsSuccess
            ? Finding.Odd("The server answers a request for a model that does not exist.", attempt.Exchange!.Evidence("model")) with { Library = $"The answer's Model is \"{Printable.Line(attempt.Completion?.Model ?? "", 60)}\"." }
            : ErrorFindings.Describe(attempt, "The server rejects an unknown model", ChatErrorKind.NotFound, ChatErrorKind.InvalidRequest);
    }

    private static async Task<Finding> UnknownPathAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.RunAsync(client => client.GetStoredCompletionAsync("chatsdk-doctor-no-such-id", cancellationToken: cancellationToken), maxTokens: 0, cancellationToken);
        return attempt.IsSuccess
            ? Finding.Odd("The server answers a request for a stored completion that does not exist.", attempt.Exchange!.Evidence())
            : ErrorFindings.Describe(attempt, "The server rejects an unknown path", ChatErrorKind.NotFound);
    }

    private static ChatCompletionRequest Invalid(ProbeSession session) => session.Prompt("Hi", 1).WithField("messages", JsonValue.Create("none"));
}
