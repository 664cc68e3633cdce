namespace ChatSdk.Tests;

/// <summary>That these tests run where they say.</summary>
[TestFixture]
public sealed class RuntimeTests
{
    [Test]
    public void Runtime_is_that_of_net8()
    {
        TestContext.Progress.WriteLine($"The runtime is .NET {Environment.Version}.");

        Environment.Version.Major.Should().Be(8);
    }
}
