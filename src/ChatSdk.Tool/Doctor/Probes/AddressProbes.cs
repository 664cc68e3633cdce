using System.Net;

namespace ChatSdk.Tool;

/// <summary>Finds the address that accepts chat requests.</summary>
internal static class AddressProbes
{
    private const string _operation = "/chat/completions";

    public static IEnumerable<Probe> All =>
    [
        new("address", "Base address", FindAsync) { Needs = "reach", Tokens = 20 },
        new("address-forms", "Other forms of the address", FormsAsync) { Needs = "address", Tokens = 40 },
    ];

    private static async Task<Finding> FindAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var given = await session.PingAsync(session.Connection, cancellationToken);
        if (Exists(given))
        {
            return Finding.Supported($"Chat requests are accepted at {given.Exchange!.Address!.AbsolutePath}.", given.Exchange.Evidence());
        }

        foreach (var address in Candidates(new Uri(session.Connection.BaseAddress)))
        {
            var connection = session.Connection with { BaseAddress = address };
            if (await session.PingAsync(connection, cancellationToken) is var attempt && Exists(attempt))
            {
                session.Use(connection);
                return Finding.Odd($"Chat requests are not accepted at {given.Exchange?.Address?.AbsolutePath}, but at {attempt.Exchange!.Address!.AbsolutePath}.", given.Exchange?.Evidence()) with
                {
                    Library = "The further probes use this address.",
                    Setting = Setting.Client($"BaseAddress = \"{connection.SafeAddress}\""),
                };
            }
        }

        return NoApi(given);
    }

    private static Finding NoApi(ChatAttempt given)
    {
        var reason = given.Exchange switch
        {
            null or { Status: null } => given.Problem,
            { IsWebPage: true } => "The server responds with a web page. Is this the address of an API?",
            _ => $"The server has no chat completions at {given.Exchange.Address?.AbsolutePath} or at similar addresses: {given.Problem}",
        };
        return Finding.NotSupported(reason, given.Exchange?.Evidence()) with { Library = given.Thrown, ExitCode = given.Exchange?.Status is null ? ExitCodes.ConnectionFailure : ExitCodes.UnusableAnswer };
    }

    private static async Task<Finding> FormsAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var url = (await session.PingAsync(session.Connection, cancellationToken)).Exchange?.Address;
        if (url is null)
        {
            return Finding.Unknown("The address could not be determined.");
        }

        var path = url.AbsolutePath[..^_operation.Length];
        List<string> accepted = [];
        foreach (var other in new[] { path.Length == 0 ? "/v1" : "", path == "/v1" ? "/api/v1" : "/v1" }.Where(other => other != path).Distinct(StringComparer.Ordinal))
        {
            var attempt = await session.PingAsync(session.Connection with { BaseAddress = At(url, other) }, cancellationToken);
            if (Exists(attempt))
            {
                accepted.Add($"{other}{_operation}");
            }
        }

        return Finding.Supported(accepted.Count == 0 ? $"Only {path}{_operation} accepts chat requests." : $"Chat requests are also accepted at {string.Join(" and ", accepted)}.");
    }

    private static IEnumerable<string> Candidates(Uri given)
    {
        var path = given.AbsolutePath.TrimEnd('/');
        string[] paths = ["/v1", $"{path}/v1", "/api/v1", "", "/openai/v1", $"{path}/api/v1"];
        return paths.Distinct(StringComparer.Ordinal).Select(candidate => At(given, candidate));
    }

    // An address without a path would get the default path, so the complete URL of the operation is used instead.
    private static string At(Uri address, string path) => new UriBuilder(address) { Path = path.Length == 0 ? _operation : path }.Uri.AbsoluteUri;

    private static bool Exists(ChatAttempt attempt) => attempt.IsSuccess || (attempt.Exchange is { Status: { } status, IsWebPage: false } exchange && status switch
    {
        HttpStatusCode.NotFound => exchange.Body.Contains("model", StringComparison.OrdinalIgnoreCase),
        HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone or HttpStatusCode.NotImplemented => false,
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => false,
        HttpStatusCode.OK => exchange.Json() is not null || exchange.Header("Content-Type").Contains("event-stream", StringComparison.Ordinal),
        _ => true,
    });
}
