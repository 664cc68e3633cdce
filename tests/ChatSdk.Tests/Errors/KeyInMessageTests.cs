namespace ChatSdk.Tests.Errors;

/// <summary>Tests that an API key that a server repeats in its error message is not logged.</summary>
[TestFixture]
public sealed class KeyInMessageTests : ClientTest
{
    [TestCase("Authorization", null)]
    [TestCase("api-key", null)]
    [TestCase("Authorization", "")]
    public async Task Key_repeated_by_the_server_is_masked(string header, string? scheme)
    {
        (Options.ApiKey, Options.ApiKeyHeader, Options.ApiKeyScheme) = ("sk-secret-1", header, scheme);
        Server.AnswersError(401, "Incorrect API key provided: sk-secret-1.");

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>()).Which;

        failure.ToString().Should().Contain("provided: ***.").And.NotContain("sk-secret-1");
    }

    [Test]
    public async Task Key_repeated_in_a_stream_is_masked()
    {
        (Options.ApiKey, Options.MaxRetries) = ("sk-secret-1", 0);
        Server.Answers(ChatSdk.Testing.FakeAnswer.Events(Piece("a"), """{"error":{"message":"bad key sk-secret-1"}}"""));

        var (_, failure) = await ReadBrokenAsync();

        failure.ToString().Should().NotContain("sk-secret-1");
    }

    [Test]
    public async Task Message_contains_the_number_of_attempts()
    {
        Options.RetryDelay = TimeSpan.Zero;
        Server.AnswersAlways(ChatSdk.Testing.FakeAnswer.Error(503, "Later."));

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>()).Which;

        failure.Message.Should().EndWith("Later. (3 attempts)");
    }

    [Test]
    public async Task Message_for_an_html_page_contains_the_address()
    {
        Options.BaseAddress += "?key=secret";
        Server.Answers(ChatSdk.Testing.FakeAnswer.Raw("<html>Login</html>", "text/html"));

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatProtocolException>()).Which;

        failure.Message.Should().Contain("text/html").And.Contain("/v1/chat/completions").And.NotContain("secret");
    }
}
