using System.CommandLine;

namespace ChatSdk.Tool.Tests.CommandLine;

[TestFixture]
public sealed class TimeoutOptionTests
{
    [TestCase("--timeout 1800", 1800, -0.001)]
    [TestCase("", -0.001, 600)]
    public void Timeout_limits_the_whole_call_instead_of_each_attempt(string commandLine, double overall, double attempt)
    {
        var timeout = new TimeoutOption("the request");
        var options = new ChatClientOptions();

        timeout.Apply(new RootCommand { timeout }.Parse(commandLine), options);

        (options.OverallTimeout.TotalSeconds, options.AttemptTimeout.TotalSeconds).Should().Be((overall, attempt));
    }
}
