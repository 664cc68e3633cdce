using System.Text;
using System.Text.Json;

namespace ChatSdk.Tool.Tests;

[TestFixture]
public sealed class FailureTests
{
    private static IEnumerable<TestCaseData> ExceptionsWithCodes()
    {
        yield return new TestCaseData(new ToolException("There is no prompt."), ExitCodes.InvalidInput);
        yield return new TestCaseData(new DecoderFallbackException(), ExitCodes.InvalidInput);
        yield return new TestCaseData(new JsonException("The file is not JSON."), ExitCodes.InvalidInput);
        yield return new TestCaseData(new FileNotFoundException("There is no file."), ExitCodes.InvalidInput);
        yield return new TestCaseData(new OperationCanceledException(), ExitCodes.Canceled);
    }

    [TestCaseSource(nameof(ExceptionsWithCodes))]
    public void Exception_has_the_documented_exit_code(Exception exception, int expected)
    {
        var failure = Failure.Of(exception);

        failure!.ExitCode.Should().Be(expected);
    }

    [Test]
    public void Unexpected_exception_is_not_reported_as_a_failure()
    {
        var failure = Failure.Of(new InvalidOperationException());

        failure.Should().BeNull();
    }

    [Test]
    public void Message_is_a_single_line_without_control_characters()
    {
        var failure = Failure.Of(new ToolException("One\r\ntwo\u001b[31m three."));

        failure!.Message.Should().Be("One two [31m three.");
    }

    [Test]
    public void Long_message_is_truncated()
    {
        var failure = Failure.Of(new ToolException(new string('a', 10_000)));

        failure!.Message.Should().HaveLength(1_001).And.EndWith("…");
    }

    [Test]
    public void Parameter_name_in_an_ArgumentException_is_not_shown()
    {
        var options = new ChatClientOptions { BaseAddress = "host" };
        var exception = Assert.Throws<ArgumentException>(() => new ChatClient(options).Dispose());

        var failure = Failure.Of(exception!);

        failure!.Message.Should().Contain("http://").And.NotContain("Parameter");
    }
}
