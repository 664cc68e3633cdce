namespace ChatSdk.Tool;

/// <summary>All probes, in the order in which they run. Earlier probes determine the address, the header for the API key, and the model that later ones use.</summary>
internal static class ProbeList
{
    public static IReadOnlyList<Probe> All { get; } =
    [
        .. Group("connection", ConnectionProbes.All),
        .. Group("addresses", AddressProbes.Base),
        .. Group("authentication", AuthenticationProbes.RightKey),
        .. Group("models", ModelProbes.All),
        .. Group("answers", AnswerProbes.All),
        .. Group("addresses", AddressProbes.Forms),
        .. Group("authentication", AuthenticationProbes.OtherKeys),
        .. Group("streams", StreamProbes.All),
        .. Group("output", OutputProbes.All),
        .. Group("tools", ToolProbes.All),
        .. Group("reasoning", ReasoningProbes.All),
        .. Group("input", InputProbes.All),
        .. Group("endpoints", EndpointProbes.All),
        .. Group("errors", ErrorProbes.All),
        .. Group("limits", LimitProbes.All),
        .. Group("cancellation", CancellationProbes.All),
    ];

    /// <summary>Gets the names of the groups, in the order in which their first probes run.</summary>
    public static IReadOnlyList<string> Groups { get; } = [.. All.Select(probe => probe.Group).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<Probe> Group(string name, IEnumerable<Probe> probes) => probes.Select(probe => probe with { Group = name });
}
