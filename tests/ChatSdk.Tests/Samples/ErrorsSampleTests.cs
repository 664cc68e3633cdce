namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class ErrorsSampleTests : ClientTest
{
    [Test]
    public async Task Sample_without_a_configured_server_explains_each_failure()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("Errors", [], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Be(
            """
            Rate limit, short: "Here I am."
            Rate limit, long: Too many requests; the server asks you to wait 60 minutes.
            Quota: The quota is used up; waiting does not help.
            API key: The API key is not valid. The server says: Incorrect API key provided.
            Context length: The conversation is too long for this model: remove old turns.
            Truncated stream: The stream ended after "Once upon a".
            Timeout: Timed out (Response) after 1 attempt(s).
            Cancellation: The call was canceled.
            Without exceptions: The server answered 501 (Server): This model does not do that.

            """);
    }

    [Test]
    public async Task Sample_with_a_configured_server_shows_the_answers()
    {
        var (exitCode, output, _) = await SampleProgram.RunAsync("Errors", [], Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

        exitCode.Should().Be(0);
        output.Should().Contain("Quota: \"You said: Tell me a story.\"").And.EndWith("Without exceptions: You said: Tell me a story.\n");
    }

    [Test]
    public Task Unreachable_server_is_reported_in_one_line() => SampleProgram.ShouldFailInOneLineAsync("Errors", Guard);
}
