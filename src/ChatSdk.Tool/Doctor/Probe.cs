namespace ChatSdk.Tool;

/// <summary>Checks one feature of a server.</summary>
/// <param name="Name">The name by which <c>--only</c> and <c>--skip</c> select the probe.</param>
/// <param name="Title">The name of the feature, as the report shows it.</param>
/// <param name="RunAsync">Sends the requests and returns the finding.</param>
internal sealed record Probe(string Name, string Title, Func<ProbeSession, CancellationToken, Task<Finding>> RunAsync)
{
    /// <summary>Gets the name of the group, which <c>--only</c> and <c>--skip</c> accept too.</summary>
    public string Group { get; init; } = "";

    /// <summary>Gets the name of the probe that must succeed before this probe can run; <see langword="null"/> if there is none.</summary>
    public string? Needs { get; init; }

    /// <summary>Gets the estimated number of tokens that the probe uses, for its requests and their answers.</summary>
    public int Tokens { get; init; }

    public bool Matches(string name) => name.Equals(Name, StringComparison.OrdinalIgnoreCase) || name.Equals(Group, StringComparison.OrdinalIgnoreCase);
}
