namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class DependencyInjectionSampleTests : ClientTest
{
    [Test]
    public async Task Without_a_server_each_client_asks_its_model()
    {
        var (exitCode, output, errors) = await RunAsync([]);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Be(
            """
            [POST /v1/chat/completions: 200]
            writer writes: You said: Write a haiku about queues.
            quick finds: You said: Find a title for: You said: Write a haiku about queues.
            thorough judges: You said: How good is: You said: Write a haiku about queues.

            """);
    }

    [Test]
    public async Task Environment_and_command_line_stand_above_the_file()
    {
        var (exitCode, _, _) = await RunAsync(
            ["--Judge:Model", "strict"],
            ("CHATSDK_BASE_URL", Server.BaseAddress),
            ("CHATSDK_API_KEY", "sk-1"),
            ("Fast__Model", "tiny"));

        exitCode.Should().Be(0);
        Server.Requests.Select(request => request.Json!.Value.GetProperty("model").GetString()).Should().Equal("writer", "tiny", "strict");
        Server.Requests.Should().OnlyContain(request => request.Headers["Authorization"] == "Bearer sk-1");
        Server.Requests.Count(request => request.Headers.ContainsKey("X-Team")).Should().Be(1);
    }

    [Test]
    public async Task Handler_sees_every_attempt()
    {
        Server.AnswersError(503, "Not yet.");

        var (_, output, _) = await RunAsync([], ("CHATSDK_BASE_URL", Server.BaseAddress));

        output.Split('\n').Where(line => line.StartsWith('[')).Should().Equal("[POST /v1/chat/completions: 503]", "[POST /v1/chat/completions: 200]");
    }

    [Test]
    public Task Wrong_option_is_one_line_that_names_it() =>
        SampleProgram.ShouldFailInOneLineAsync("DependencyInjection", "ChatClient 'fast': MaxRetries", Guard, ("Fast__MaxRetries", "-1"));

    [Test]
    public Task Server_that_cannot_be_reached_is_one_line() => SampleProgram.ShouldFailInOneLineAsync("DependencyInjection", Guard);

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] words, params (string Name, string Value)[] variables) =>
        SampleProgram.RunAsync("DependencyInjection", words, Guard, variables);
}
