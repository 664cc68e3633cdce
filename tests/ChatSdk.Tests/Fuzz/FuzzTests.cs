namespace ChatSdk.Tests.Fuzz;

/// <summary>
/// What is spoilt must end in an answer or in an exception of this library, in bounded time and memory. By hand:
/// <c>CHATSDK_FUZZ_SECONDS=600 dotnet test --filter Category=Fuzz</c> takes that long in all, with a new seed, and
/// <c>CHATSDK_FUZZ_INPUT</c> gives each target one input again, in base64.
/// </summary>
[TestFixture]
[Category("Fuzz")]
public sealed class FuzzTests
{
    private static readonly FuzzTarget[] _targets = [.. WireTargets.All, .. TextTargets.All, .. ModelTargets.All];

    private static IEnumerable<TestCaseData> Targets => _targets.Select(target => new TestCaseData(target).SetArgDisplayNames(target.Name));

    [TestCaseSource(nameof(Targets))]
    public async Task Spoilt_input_is_answered_or_refused(object target) =>
        await (Environment.GetEnvironmentVariable("CHATSDK_FUZZ_INPUT") is { } input
            ? FuzzRun.CheckAsync((FuzzTarget)target, Convert.FromBase64String(input))
            : FuzzRun.RunAsync((FuzzTarget)target, _targets.Length));
}
