namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class ExtensionsAISampleTests : ClientTest
{
    [Test]
    public async Task Sample_without_a_configured_server_shows_the_answer_and_each_tool_call_with_its_result()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("ExtensionsAI", [], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Be(
            """
            [GetTemperature Paris -> 18]
            [GetTemperature Oslo -> 9]
            Paris has 18 °C and Oslo 9 °C.

            """);
    }

    [Test]
    public async Task Sample_sends_its_options_and_its_function_to_the_configured_server()
    {
        Server.AnswersText("I do not know.");

        var (exitCode, output, _) = await SampleProgram.RunAsync("ExtensionsAI", [], Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

        (exitCode, output).Should().Be((0, "I do not know.\n"));
        var sent = Server.Requests[0].Json!.Value;
        sent.GetProperty("temperature").GetDouble().Should().Be(0.2);
        sent.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString().Should().Be("GetTemperature");
    }

    [Test]
    public async Task Failure_is_reported_without_a_stack_trace()
    {
        Server.AnswersAlways(ChatSdk.Testing.FakeAnswer.Error(401, "Who are you?"));

        var (exitCode, _, errors) = await SampleProgram.RunAsync("ExtensionsAI", [], Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

        exitCode.Should().Be(1);
        errors.Should().StartWith("The chat failed.").And.Contain("Who are you?").And.NotContain("   at ");
    }
}
