namespace ChatSdk.Tests.Samples;

/// <summary>Runs the quickstart as a separate program.</summary>
[TestFixture]
public sealed class QuickstartTests : ClientTest
{
    [Test]
    public async Task Sample_without_a_server_starts_a_fake_one()
    {
        var (exitCode, output, errors) = await RunAsync([]);

        exitCode.Should().Be(0);
        errors.Should().BeEmpty();
        output.Should().Contain("embedded fake server").And.Contain("You said:").And.Contain("Finish reason: stop").And.MatchRegex("Tokens: [0-9]+ in");
    }

    [Test]
    public async Task Sample_with_a_server_sends_the_command_line_as_the_prompt()
    {
        var (exitCode, output, _) = await RunAsync(["Tell", "me", "a joke"], ("CHATSDK_BASE_URL", Server.BaseAddress), ("CHATSDK_API_KEY", "sk-1"), ("CHATSDK_MODEL", "big"));

        exitCode.Should().Be(0);
        output.Should().Contain("You said: Tell me a joke").And.NotContain("embedded");
        Server.Requests.Should().HaveCount(2).And.OnlyContain(request =>
            request.Headers["Authorization"] == "Bearer sk-1" && request.Json!.Value.GetProperty("model").GetString() == "big");
    }

    [TestCase(401, "Incorrect API key provided.", "401")]
    [TestCase(404, "The model 'big' does not exist.", "does not exist")]
    public async Task Error_of_the_server_is_reported_in_one_line(int status, string message, string expected)
    {
        Server.AnswersError(status, message);

        await ShouldFailInOneLineAsync(expected, ("CHATSDK_BASE_URL", Server.BaseAddress));
    }

    [TestCase("http://127.0.0.1:9/v1", "127.0.0.1:9")]
    [TestCase("localhost:8000", "BaseAddress")]
    public async Task Unreachable_or_invalid_address_is_reported_in_one_line(string address, string expected) =>
        await ShouldFailInOneLineAsync(expected, ("CHATSDK_BASE_URL", address));

    private static async Task ShouldFailInOneLineAsync(string expected, params (string Name, string Value)[] variables)
    {
        var (exitCode, _, errors) = await RunAsync([], variables);

        exitCode.Should().Be(1);
        errors.TrimEnd().Split('\n').Should().ContainSingle().Which.Should().Contain(expected);
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments, params (string Name, string Value)[] variables) =>
        SampleProgram.RunAsync("Quickstart", arguments, Guard, variables);
}
