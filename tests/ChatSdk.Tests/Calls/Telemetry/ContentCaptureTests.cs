namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests the environment variable by which OpenTelemetry enables the capture of message content.</summary>
[TestFixture]
[NonParallelizable]
public sealed class ContentCaptureTests
{
    [TearDown]
    public void Unset() => Environment.SetEnvironmentVariable(ContentCapture.Variable, null);

    [TestCase("true", true)]
    [TestCase("True", true)]
    [TestCase("SPAN_ONLY", true)]
    [TestCase("span_and_event", true)]
    [TestCase("EVENT_ONLY", false)]
    [TestCase("NO_CONTENT", false)]
    [TestCase("false", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void Variable_determines_the_default_of_CaptureMessageContent(string? value, bool isCaptured)
    {
        Environment.SetEnvironmentVariable(ContentCapture.Variable, value);

        new ChatClientOptions().CaptureMessageContent.Should().Be(isCaptured);
    }

    [Test]
    public void Option_takes_precedence_over_the_variable()
    {
        Environment.SetEnvironmentVariable(ContentCapture.Variable, "true");

        new ChatClientOptions { CaptureMessageContent = false }.CaptureMessageContent.Should().BeFalse();
    }
}
