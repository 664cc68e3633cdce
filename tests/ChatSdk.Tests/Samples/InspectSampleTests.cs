namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class InspectSampleTests : ClientTest
{
    [Test]
    public async Task Sample_without_a_configured_server_shows_both_attempts_and_the_response()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("Inspect", [], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Match(
            """
            The request object: {"messages":[{"role":"user","content":"Say hello in French."}],"temperature":0.2}

            Attempt 1: POST http://127.0.0.1:*/v1/chat/completions
            {
              "model": "fake-model",
              *
            }
            Result: status 503 after * ms

            Attempt 1 failed. The next one starts after * ms.

            Attempt 2: POST http://127.0.0.1:*/v1/chat/completions
            {
              *
            }
            Result: status 200 after * ms

            The call ended after 2 attempt(s) and * ms.
            The response as it was received:
            {
              "id": "c-1",
              "model": "fake-model",
              "timings": {
                "queue_ms": 3
              },
              *
            }

            The answer object: {"id":"c-1",*"timings":{"queue_ms":3}}

            """);
    }

    [Test]
    public async Task Sample_with_a_configured_server_shows_the_prompt_and_the_answer()
    {
        Server.AnswersText("Hallo!");

        var (exitCode, output, _) = await SampleProgram.RunAsync("Inspect", ["Say", "hello."], Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

        exitCode.Should().Be(0);
        output.Should().Contain("\"content\": \"Say hello.\"").And.Contain("\"content\": \"Hallo!\"");
    }

    [Test]
    public async Task Unreachable_server_is_reported_in_one_line_after_the_attempts()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("Inspect", [], Guard, ("CHATSDK_BASE_URL", "http://127.0.0.1:9/v1"));

        exitCode.Should().Be(1);
        output.Should().Contain("Result: ChatConnectionException after").And.Contain("The call ended after 3 attempt(s)");
        errors.TrimEnd().Split('\n').Should().ContainSingle().Which.Should().Contain("127.0.0.1:9");
    }
}
