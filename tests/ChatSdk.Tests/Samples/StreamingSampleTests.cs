using System.Diagnostics;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class StreamingSampleTests : ClientTest
{
    [Test]
    public async Task Sample_without_a_configured_server_shows_reasoning_and_answer_with_times_and_tokens()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("Streaming", [], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().StartWith(
            """
            Reasoning: The user wants a rhyme. Keep it short.
            Answer: Piece by piece the tokens stream,
            faster than a reader's dream.


            """)
            .And.MatchRegex("The first token arrived after [0-9]+ ms, the last after [0-9]+ ms.")
            .And.EndWith("Tokens: 9 in, 20 out, 8 of them for reasoning\n");
    }

    [Test]
    public async Task Sample_with_a_configured_server_requests_a_stream_with_usage()
    {
        var (exitCode, output, _) = await SampleProgram.RunAsync("Streaming", ["Count", "to three"], Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

        exitCode.Should().Be(0);
        output.Should().StartWith("Answer: You said: Count to three\n").And.MatchRegex("Tokens: [0-9]+ in, [0-9]+ out, 0 of them");
        Server.Requests.Should().ContainSingle().Which.Json!.Value.GetProperty("stream_options").GetRawText().Should().Be("""{"include_usage":true}""");
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "The test sends Ctrl-C as a Unix signal.")]
    public async Task Ctrl_C_stops_the_stream_and_shows_the_text_received()
    {
        Server.Answers(FakeAnswer.Stream("Once", " upon").ThenHangs());
        using var program = SampleProgram.Start("Streaming", [], ("CHATSDK_BASE_URL", Server.BaseAddress));
        await program.ReadUntilAsync("Once upon", Guard);

        using (var interrupt = Process.Start("kill", ["-INT", $"{program.Process.Id}"]))
        {
            await interrupt.WaitForExitAsync(Guard);
        }

        var (exitCode, output, errors) = await program.EndAsync(Guard);
        (exitCode, errors).Should().Be((0, ""));
        output.Should().Contain("Stopped. Received so far: Once upon");
        await Server.Requests[0].ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public Task Unreachable_server_is_reported_in_one_line() => SampleProgram.ShouldFailInOneLineAsync("Streaming", Guard);
}
