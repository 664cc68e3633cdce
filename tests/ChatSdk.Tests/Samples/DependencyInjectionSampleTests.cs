namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class DependencyInjectionSampleTests : ClientTest
{
    [Test]
    public async Task Each_client_in_the_sample_uses_its_own_model()
    {
        var (exitCode, output, errors) = await RunAsync([]);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Be(
            """
            [POST /v1/chat/completions: 200]
            writer writes: You said: Write a haiku about queues.
            quick suggests: You said: Find a title for: You said: Write a haiku about queues.
            thorough judges: You said: How good is this: You said: Write a haiku about queues.

            """);
    }

    [Test]
    public async Task Environment_and_command_line_override_the_settings_file()
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
    public async Task Handler_in_the_sample_sees_every_attempt()
    {
        Server.AnswersError(503, "Not yet.");

        var (_, output, _) = await RunAsync([], ("CHATSDK_BASE_URL", Server.BaseAddress));

        output.Split('\n').Where(line => line.StartsWith('[')).Should().Equal("[POST /v1/chat/completions: 503]", "[POST /v1/chat/completions: 200]");
    }

    [Test]
    public Task Invalid_option_is_reported_by_name_in_one_line() =>
        SampleProgram.ShouldFailInOneLineAsync("DependencyInjection", "ChatClient 'fast': MaxRetries", Guard, ("Fast__MaxRetries", "-1"));

    [Test]
    public Task Unreachable_server_is_reported_in_one_line() => SampleProgram.ShouldFailInOneLineAsync("DependencyInjection", Guard);

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments, params (string Name, string Value)[] variables) =>
        SampleProgram.RunAsync("DependencyInjection", arguments, Guard, variables);
}
