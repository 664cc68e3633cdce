using System.Net;

namespace ChatSdk.Tool;

/// <summary>Finds the address that accepts chat requests.</summary>
internal static class AddressProbes
{
    private const string _operation = "/chat/completions";
    private static readonly string[] _otherPaths = ["", "/v1", "/api/v1"];

    public static IEnumerable<Probe> Base => [new("address", "Base address", FindAsync) { Needs = "reach", Tokens = 20 }];

    /// <summary>Gets the probe that tries other addresses, which is possible only when the key and the model are known.</summary>
    public static IEnumerable<Probe> Forms => [new("address-forms", "Other addresses", FormsAsync) { Needs = "answer", Tokens = 60 }];

    private static async Task<Finding> FindAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var given = await session.PingAsync(session.Connection, cancellationToken);
        if (given.IsTimeout)
        {
            return Finding.NotSupported("The server did not complete the answer to a short prompt within the time limit (--timeout).", given.Exchange?.Evidence()) with { ExitCode = ExitCodes.ConnectionFailure };
        }

        if (Exists(given))
        {
            return Finding.Supported($"Chat requests are accepted at {given.Exchange!.Address!.AbsolutePath}.", given.Exchange.Evidence());
        }

        if (Redirects.IsRedirect(given.Exchange))
        {
            var finding = Redirects.Follow(session, given.Exchange!);
            return finding.IsUsable ? finding : finding with { ExitCode = ExitCodes.UnusableAnswer };
        }

        foreach (var address in Candidates(new Uri(session.Connection.BaseAddress)))
        {
            var connection = session.Connection with { BaseAddress = address };
            if (await session.PingAsync(connection, cancellationToken) is var attempt && Exists(attempt))
            {
                session.Use(connection);
                return Finding.Odd($"Chat requests are accepted at {attempt.Exchange!.Address!.AbsolutePath}, not at {given.Exchange?.Address?.AbsolutePath}.", given.Exchange?.Evidence()) with
                {
                    Library = "All further probes use this address.",
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
            _ => $"There is no chat completions endpoint at {given.Exchange.Address?.AbsolutePath} or at similar addresses: {given.Problem}",
        };
        return Finding.NotSupported(reason, given.Exchange?.Evidence()) with { Library = given.Thrown, ExitCode = given.Exchange?.Status is null ? ExitCodes.ConnectionFailure : ExitCodes.UnusableAnswer };
    }

    private static async Task<Finding> FormsAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var used = await session.PingAsync(session.Connection, cancellationToken);
        if (used.Exchange is not { Address: { } url } exchange)
        {
            return Finding.Unknown("The address could not be determined.");
        }

        var path = url.AbsolutePath[..^_operation.Length];
        List<string> accepted = [];
        foreach (var other in _otherPaths.Where(other => other != path))
        {
            var attempt = await session.PingAsync(session.Connection with { BaseAddress = At(url, other) }, cancellationToken);
            if (Exists(attempt) && attempt.Exchange?.Status == exchange.Status)
            {
                accepted.Add($"{other}{_operation}");
            }
        }

        return Finding.Supported(accepted.Count == 0 ? $"Chat requests are accepted at {path}{_operation}, but at none of the other addresses that were tried." : $"Chat requests are also accepted at {string.Join(" and ", accepted)}.", exchange.Evidence());
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
