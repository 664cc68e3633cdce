namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class ErrorsSampleTests : ClientTest
{
    [Test]
    public async Task Without_a_server_it_meets_and_explains_each_failure()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("Errors", [], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Be(
            """
            Rate limit, short: "Here I am."
            Rate limit, long: Too fast; the server wants 60 minutes of rest.
            Budget: Nothing is left to spend; waiting does not help.
            Key: Another key is needed. The server says: Incorrect API key provided.
            Length: The conversation is too long for this model: leave out old turns.
            Cut stream: It broke off after "Once upon a".
            Timeout: Too slow (Response), asked 1 time(s).
            Cancellation: You stopped it.
            As a result: The server answered 501 (Server): This model does not do that.

            """);
    }

    [Test]
    public async Task With_a_server_it_shows_the_answers()
    {
        var (exitCode, output, _) = await SampleProgram.RunAsync("Errors", [], Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

        exitCode.Should().Be(0);
        output.Should().Contain("Budget: \"You said: Tell me a story.\"").And.EndWith("As a result: You said: Tell me a story.\n");
    }

    [Test]
    public Task Server_that_cannot_be_reached_is_one_line() => SampleProgram.ShouldFailInOneLineAsync("Errors", Guard);
}
