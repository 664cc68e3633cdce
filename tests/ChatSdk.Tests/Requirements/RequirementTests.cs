using System.Reflection;

namespace ChatSdk.Tests.Requirements;

/// <summary>
/// One test for each category that needs what not every machine has. It is skipped without that, or fails if
/// <c>CHATSDK_REQUIRE_</c> and the category, such as <c>CHATSDK_REQUIRE_REDIS</c>, is 1.
/// </summary>
public sealed class RequirementTests
{
    private static IEnumerable<TestCaseData> All => typeof(RequirementTests).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<NeedsAttribute>(inherit: false))
        .DistinctBy(needs => needs.Name, StringComparer.Ordinal)
        .Select(needs => new TestCaseData(needs).SetName(needs.WhatToDo).SetCategory(needs.Name));

    // The name of the test is the one line that a test run prints of it, so it says what to do.
    [TestCaseSource(nameof(All))]
    public void Requirement_is_met(NeedsAttribute needs)
    {
        if (!needs.IsMet && Environment.GetEnvironmentVariable($"CHATSDK_REQUIRE_{needs.Name.ToUpperInvariant()}") != "1")
        {
            Assert.Ignore(needs.WhatToDo);
        }

        needs.IsMet.Should().BeTrue(needs.WhatToDo);
    }
}
