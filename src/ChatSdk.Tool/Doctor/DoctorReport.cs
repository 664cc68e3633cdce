using System.Text.Json.Serialization;

namespace ChatSdk.Tool;

/// <summary>What the probes found about a server.</summary>
internal sealed record DoctorReport
{
    /// <summary>Gets the address that was used in the end, without secrets.</summary>
    public required string Address { get; init; }

    public string? Model { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>Gets the version of this program.</summary>
    public required string Version { get; init; }

    public long Requests { get; init; }

    public long Tokens { get; init; }

    public int MaxTokens { get; init; }

    /// <summary>Gets why the server could not be probed; <see langword="null"/> if it could.</summary>
    public string? Failure { get; init; }

    /// <summary>Gets one of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; init; }

    public required IReadOnlyList<ProbeResult> Results { get; init; }

    /// <summary>Gets the C# code of a client and a request with the settings that the findings recommend.</summary>
    public string Recipe => DoctorRecipe.Of(this);

    public int Count(Support support) => Results.Count(result => result.Support == support);

    /// <summary>Gets how many probes found what, in one line.</summary>
    [JsonIgnore]
    public string Totals => $"{Count(Support.Supported)} supported, {Count(Support.NotSupported)} not supported, {Count(Support.Odd)} odd, {Count(Support.Unknown)} unknown, {Count(Support.Skipped)} skipped";
}

/// <summary>The result of a probe, as the reports show it.</summary>
internal sealed record ProbeResult
{
    public required string Name { get; init; }

    public required string Group { get; init; }

    public required string Title { get; init; }

    public required Support Support { get; init; }

    public required string Summary { get; init; }

    public string? Evidence { get; init; }

    public string? Library { get; init; }

    public Setting? Setting { get; init; }

    public long Milliseconds { get; init; }
}
