namespace ChatSdk.Tests;

/// <summary>Tests that the tests in this project run on .NET 8.</summary>
[TestFixture]
public sealed class RuntimeTests
{
    [Test]
    public void Runtime_is_net8()
    {
        TestContext.Progress.WriteLine($"The runtime is .NET {Environment.Version}.");

        Environment.Version.Major.Should().Be(8);
    }
}
