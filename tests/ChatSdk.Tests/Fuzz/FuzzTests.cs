namespace ChatSdk.Tests.Fuzz;

/// <summary>
/// Tests that mutated or generated input results in an answer or in a known exception, in bounded time and memory. For a manual run,
/// <c>CHATSDK_FUZZ_SECONDS=600 dotnet test --filter Category=Fuzz</c> fuzzes all targets for 600 seconds in total, with a new seed.
/// <c>CHATSDK_FUZZ_INPUT</c> passes a single input, in base64, to each target.
/// </summary>
[TestFixture]
[Category("Fuzz")]
public sealed class FuzzTests
{
    private static readonly FuzzTarget[] _targets = [.. WireTargets.All, .. TextTargets.All, .. ModelTargets.All, .. NastyTargets.All];

    private static IEnumerable<TestCaseData> Targets => _targets.Select(target => new TestCaseData(target).SetArgDisplayNames(target.Name));

    [TestCaseSource(nameof(Targets))]
    public async Task Mutated_or_generated_input_results_in_an_answer_or_a_known_exception(object target) =>
        await (Environment.GetEnvironmentVariable("CHATSDK_FUZZ_INPUT") is { } input
            ? FuzzRun.CheckAsync((FuzzTarget)target, Convert.FromBase64String(input))
            : FuzzRun.RunAsync((FuzzTarget)target, _targets.Length));
}
