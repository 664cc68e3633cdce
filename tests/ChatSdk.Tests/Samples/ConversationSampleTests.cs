using System.Diagnostics;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class ConversationSampleTests : ClientTest
{
    [Test]
    public async Task Conversation_can_be_saved_and_loaded_even_after_invalid_commands()
    {
        var file = Path.GetTempFileName();
        using var program = Start();

        await program.SayAsync("My name is Ada.", "You said: My name is Ada.", Guard);
        await program.SayAsync($"/save {file}", "Saved 3 messages.", Guard);
        await program.SayAsync("/load /no/such/file", "Error:", Guard);
        await program.SayAsync("/load ", "/save <file>, /load <file>, /quit", Guard);
        await program.SayAsync($"/load {file}", "Loaded 3 messages.", Guard);
        await program.SayAsync("Who am I?", "You said: Who am I?", Guard);
        await program.Process.StandardInput.WriteLineAsync("/quit");
        var (exitCode, _, errors) = await program.EndAsync(Guard);

        (exitCode, errors).Should().Be((0, ""));
        Server.Requests[1].Json!.Value.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").GetString())
            .Should().Equal("You are helpful.", "My name is Ada.", "You said: My name is Ada.", "Who am I?");
        File.Delete(file);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "The test sends Ctrl-C as a Unix signal.")]
    public async Task Ctrl_C_stops_the_answer_but_not_the_program()
    {
        Server.Answers(FakeAnswer.Stream("Once", " upon").ThenHangs());
        using var program = Start();

        await program.SayAsync("Tell me a story.", "Once upon", Guard);
        using (var interrupt = Process.Start("kill", ["-INT", $"{program.Process.Id}"]))
        {
            await interrupt.WaitForExitAsync(Guard);
        }

        await program.ReadUntilAsync("[stopped]", Guard);
        await program.SayAsync("Go on.", "You said: Go on.", Guard);
        program.Process.StandardInput.Close();
        var (exitCode, _, _) = await program.EndAsync(Guard);

        exitCode.Should().Be(0);
        Server.Requests[1].Json!.Value.GetProperty("messages")[2].GetProperty("content").GetString().Should().Be("Once upon");
    }

    private SampleProgram Start() => SampleProgram.Start("Conversation", [], ("CHATSDK_BASE_URL", Server.BaseAddress));
}
