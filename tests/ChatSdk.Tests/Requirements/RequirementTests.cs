using System.Reflection;

namespace ChatSdk.Tests.Requirements;

/// <summary>
/// Runs one test for each test category that has a requirement, such as a Redis server. If the requirement is not met, the
/// test is skipped, or fails if the environment variable for the category, such as <c>CHATSDK_REQUIRE_REDIS</c>, is 1.
/// </summary>
public sealed class RequirementTests
{
    private static IEnumerable<TestCaseData> All => typeof(RequirementTests).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<NeedsAttribute>(inherit: false))
        .DistinctBy(needs => needs.Name, StringComparer.Ordinal)
        .Select(needs => new TestCaseData(needs).SetName(needs.WhatToDo).SetCategory(needs.Name));

    // A test run prints only the name of a skipped test, so the name must say what to install.
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
