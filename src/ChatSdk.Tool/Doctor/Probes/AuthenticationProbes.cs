using System.Net;

namespace ChatSdk.Tool;

/// <summary>Finds out how the server expects to receive the API key, and whether it rejects missing and wrong keys.</summary>
internal static class AuthenticationProbes
{
    private const string _wrongKey = "wrong-key-of-chatsdk-doctor";

    public static IEnumerable<Probe> RightKey => [new("key", "API key", KeyAsync) { Needs = "address", Tokens = 20 }];

    /// <summary>Gets the probes that require a known model, because with an unknown model, a request could fail because of the model instead of the key.</summary>
    public static IEnumerable<Probe> OtherKeys =>
    [
        new("no-key", "Requests without a key", NoKeyAsync) { Needs = "answer", Tokens = 20 },
        new("wrong-key", "Requests with a wrong key", WrongKeyAsync) { Needs = "answer", Tokens = 20 },
    ];

    private static async Task<Finding> KeyAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var given = await session.PingAsync(session.Connection, cancellationToken);
        if (!given.IsKeyRejected)
        {
            var verb = given.IsSuccess ? "accepts" : "does not reject";
            return Finding.Supported(session.Connection.ApiKey is null ? $"The server {verb} requests without a key." : $"The server {verb} the key in the header {session.Connection.ApiKeyHeader}.", given.Exchange?.Evidence());
        }

        if (session.Connection.ApiKey is not { } key)
        {
            return Rejected($"The server requires an API key (--key, or CHATSDK_API_KEY): {given.Problem}", given);
        }

        foreach (var (connection, form) in Forms(session.Connection, key))
        {
            if (await session.PingAsync(connection, cancellationToken) is { IsKeyRejected: false, Error: not ChatRateLimitException, Exchange.Status: < HttpStatusCode.InternalServerError })
            {
                session.Use(connection);
                return Finding.Odd($"The server rejects the key in the usual form (Authorization: Bearer key), but accepts {form}.", given.Exchange?.Evidence()) with
                {
                    Library = "All further probes use this form.",
                    Setting = Setting.Client(Code(connection, key)),
                };
            }
        }

        return Rejected($"The server rejects the API key: {given.Problem}", given);
    }

    private static Finding Rejected(string summary, ChatAttempt attempt) =>
        Finding.NotSupported(summary, attempt.Exchange?.Evidence()) with { Library = attempt.Thrown, ExitCode = ExitCodes.Unauthorized };

    private static IEnumerable<(ServerConnection Connection, string Form)> Forms(ServerConnection connection, string key) =>
    [
        (connection with { ApiKeyScheme = "" }, "the key alone (Authorization: key)"),
        (connection with { ApiKeyScheme = "", ApiKey = $"bearer{key}" }, "the word bearer and the key without a space (Authorization: bearerkey)"),
        (connection with { ApiKeyHeader = "api-key", ApiKeyScheme = "" }, "the header api-key"),
        (connection with { ApiKeyHeader = "x-api-key", ApiKeyScheme = "" }, "the header x-api-key"),
        (connection with { ApiKeyScheme = "Token" }, "the scheme Token (Authorization: Token key)"),
    ];

    private static string Code(ServerConnection connection, string key) => string.Join(", ",
    [
        .. connection.ApiKey == key ? Array.Empty<string>() : ["ApiKey = \"bearer\" + key"],
        .. connection.ApiKeyHeader == "Authorization" ? Array.Empty<string>() : [$"ApiKeyHeader = \"{connection.ApiKeyHeader}\""],
        $"ApiKeyScheme = \"{connection.ApiKeyScheme}\"",
    ]);

    private static async Task<Finding> NoKeyAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        if (session.Connection.ApiKey is null)
        {
            return Finding.Skipped("No key was used.");
        }

        var attempt = await session.PingAsync(session.Connection with { ApiKey = null }, cancellationToken);
        return attempt.IsSuccess
            ? Finding.Odd("The server also answers requests without a key.", attempt.Exchange?.Evidence())
            : ErrorFindings.Describe(attempt, "The server rejects requests without a key", ChatErrorKind.Authentication, ChatErrorKind.Permission);
    }

    private static async Task<Finding> WrongKeyAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.PingAsync(session.Connection with { ApiKey = _wrongKey }, cancellationToken);
        return attempt.IsSuccess
            ? session.Connection.ApiKey is null
                ? Finding.Supported("The server ignores keys.", attempt.Exchange?.Evidence())
                : Finding.Odd("The server does not check the key.", attempt.Exchange?.Evidence())
            : ErrorFindings.Describe(attempt, "The server rejects a wrong key", ChatErrorKind.Authentication, ChatErrorKind.Permission);
    }
}
