using System.Globalization;
using System.Text.Json.Serialization;

namespace ChatSdk.Tool;

/// <summary>A report with the findings about one server.</summary>
internal sealed record DoctorReport
{
    /// <summary>Gets the server's address, without secrets.</summary>
    public required string Address { get; init; }

    /// <summary>Gets how the key is sent: <c>none</c>, a scheme such as <c>Bearer</c>, or a description such as <c>header api-key</c>.</summary>
    public required string Authentication { get; init; }

    public string? Model { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>Gets the version of this program.</summary>
    public required string Version { get; init; }

    public long Requests { get; init; }

    public long Tokens { get; init; }

    public int MaxTokens { get; init; }

    /// <summary>Gets the reason why the server could not be probed; <see langword="null"/> if it was probed.</summary>
    public string? Failure { get; init; }

    /// <summary>Gets the exit code of the program, one of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; init; }

    public required IReadOnlyList<ProbeResult> Results { get; init; }

    /// <summary>Gets the C# code for a client and a request with the settings that the findings recommend.</summary>
    public string Recipe => DoctorRecipe.Of(this);

    /// <summary>Gets the facts about the whole run that the report shows in addition to the result of each probe, as names and values.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Name, string Value)> Facts =>
    [
        ("Address", Address),
        ("API key", Authentication),
        ("Model", Model ?? "unknown"),
        ("Date", string.Create(CultureInfo.InvariantCulture, $"{Date:yyyy-MM-dd HH:mm} UTC")),
        ("Probed by", string.Create(CultureInfo.InvariantCulture, $"chatsdk {Version} with {Requests:n0} requests and {Tokens:n0} tokens")),
        ("Findings", string.Create(CultureInfo.InvariantCulture, $"{Count(Support.Supported)} supported, {Count(Support.NotSupported)} not supported, {Count(Support.Odd)} odd, {Count(Support.Unknown)} unknown, {Count(Support.Skipped)} skipped")),
    ];

    /// <summary>Gets the results of probes in which the server deviates from the protocol: first the odd ones, then those that are not supported.</summary>
    [JsonIgnore]
    public IEnumerable<ProbeResult> Deviations => Results.Where(result => result.Support is Support.Odd or Support.NotSupported).OrderByDescending(result => result.Support == Support.Odd);

    public int Count(Support support) => Results.Count(result => result.Support == support);
}

/// <summary>The result of a probe, as the reports show it.</summary>
internal sealed record ProbeResult
{
    public required string Name { get; init; }

    public required string Group { get; init; }

    public required string Title { get; init; }

    public required Support Support { get; init; }

    public required string Summary { get; init; }

    public Evidence? Evidence { get; init; }

    public string? Library { get; init; }

    public Setting? Setting { get; init; }

    public long Milliseconds { get; init; }
}
