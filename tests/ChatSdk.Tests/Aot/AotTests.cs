using System.Diagnostics;

namespace ChatSdk.Tests.Aot;

/// <summary>
/// Runs the natively compiled program of <c>tests/ChatSdk.AotTest</c>, whose path is in the environment variable CHATSDK_AOT_PROGRAM.
/// </summary>
[NeedsNativeProgram]
public sealed class AotTests : ClientTest
{
    [Test]
    public async Task Native_program_runs_tools_and_reads_typed_answers()
    {
        Server.AnswersText("Hi").Streams("a", "b").AnswersJson(
            """
            {"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","tool_calls":[
            {"id":"1","type":"function","function":{"name":"GetWeather","arguments":"{\"city\":{\"name\":\"Rome\",\"zip\":7},\"sky\":\"Grey\"}"}},
            {"id":"2","type":"function","function":{"name":"add","arguments":"{\"first\":1,\"second\":2}"}},
            {"id":"3","type":"function","function":{"name":"length","arguments":"{\"text\":\"four\"}"}}]}}]}
            """).AnswersText("Done.");
        const string Rome = """{"city":"Rome","days":[{"sky":"Grey","zip":null}]}""";
        Server.AnswersText(Rome).Streams(Rome[..12], Rome[12..]).AnswersText("I am.");
        Server.AnswersJson("""
            {"choices":[{"message":{"tool_calls":[{"id":"1","type":"function","function":{"name":"weather","arguments":"{\"city\":{\"name\":\"Oslo\",\"zip\":1},\"sky\":\"Clear\"}"}}]}}]}
            """).AnswersText("Clear.");

        var path = Environment.GetEnvironmentVariable("CHATSDK_AOT_PROGRAM")!;
        var start = new ProcessStartInfo(path, [Server.BaseAddress]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Guard);
        var errors = await process.StandardError.ReadToEndAsync(Guard);
        await process.WaitForExitAsync(Guard);

        errors.Should().BeEmpty();
        (await output).Should().Be(
            """
            Hi
            a|b
            GetWeather: {"city":"Rome north","days":[{"sky":"Grey","zip":7}]}
            add: 3
            length: 4
            Done. (6 messages)
            Rome 1 Grey
            Rom  False
            Rome 1 False
            Rome 1 True
            3
            Clear.
            0: You said: tools

            """);
        Server.Requests[^2].Body.Should().Contain("""
            "content":"{\"city\":\"Oslo\",\"days\":[{\"sky\":\"Clear\",\"zip\":1}]}"
            """);
    }
}
