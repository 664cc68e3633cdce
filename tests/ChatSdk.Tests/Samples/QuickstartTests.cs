using System.Text.RegularExpressions;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Samples;

/// <summary>Runs the quickstart as a separate program.</summary>
[TestFixture]
public sealed class QuickstartTests : ClientTest
{
    [Test]
    public async Task Sample_without_a_configured_server_shows_reasoning_tool_calls_a_haiku_and_its_cost()
    {
        var (exitCode, output, errors) = await RunAsync([]);

        exitCode.Should().Be(0);
        errors.Should().BeEmpty();
        output.Should().Contain("embedded fake server").And.Contain("You said: Write a haiku").And.Contain("Reasoning: A haiku has 5, 7 and 5 syllables.");
        Regex.Matches(output, "CountSyllables {\"line\":\"[^\"]+\"} = (?<count>[0-9])", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(call => call.Groups["count"].Value).Should().Equal("5", "7", "5");
        output.ReplaceLineEndings("\n").Should().EndWith(
            "Answer:\nFunction calls itself,\neach call smaller than the last,\nuntil one returns.\n\nFinish reason: stop\nTokens: 255 in, 127 out, 382 in total\nCost: $0.001908\n");
    }

    [Test]
    public async Task Sample_with_a_configured_server_sends_the_command_line_as_the_prompt()
    {
        var (exitCode, output, _) = await RunAsync(["Tell", "me", "a joke"], ("CHATSDK_BASE_URL", Server.BaseAddress), ("CHATSDK_API_KEY", "sk-1"), ("CHATSDK_MODEL", "big"));

        exitCode.Should().Be(0);
        output.Should().Contain("You said: Tell me a joke").And.NotContain("embedded");
        Server.Requests.Should().ContainSingle().Which.Should().Match<FakeRequest>(request =>
            request.Headers["Authorization"] == "Bearer sk-1" && request.Json!.Value.GetProperty("model").GetString() == "big");
    }

    [TestCase(401, "Incorrect API key provided.", "401")]
    [TestCase(404, "The model 'big' does not exist.", "does not exist")]
    public async Task Error_from_the_server_is_reported_in_one_line(int status, string message, string expected)
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
