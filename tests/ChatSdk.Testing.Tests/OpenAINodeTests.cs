using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ChatSdk.Testing.Tests;

/// <summary>Tests the fake server with the <c>openai</c> client for Node, which <c>tests/openai-node/ask.mjs</c> uses.</summary>
[NeedsNodeClient]
public sealed class OpenAINodeTests : ServerTest
{
    [Test]
    public async Task Node_client_reads_the_answers_from_the_server()
    {
        Server.IsStrict = true;
        Server.Given(r => r.Messages[0].Text == "plain").AnswersText("Hello you.");
        Server.Given(r => r.Messages[0].Text == "stream").Streams("Hel", "lo");
        Server.Given(r => r.Messages[0].Text == "tool").CallsTool("get_weather", """{"city":"Paris"}""").WithToolCall("get_time", "{}");
        Server.Given(r => r.Messages[0].Text == "error").Answers(FakeErrors.OpenAIRateLimit);
        Server.Given(r => r.Messages[0].Text == "cut").Streams("Hel").ThenCuts();
        Server.GivenRequest(r => r.Path == "/v1/models").AnswersJson("""{"object":"list","data":[{"id":"mine","object":"model"}]}""");

        var reported = await RunNodeAsync();

        reported.GetProperty("plain").GetRawText().Should().Be("""{"text":"Hello you.","finishReason":"stop","tokens":3}""");
        reported.GetProperty("stream").GetRawText().Should().Be("""["","Hel","lo",""]""");
        reported.GetProperty("toolCalls").GetRawText().Should().Be("""[["call_3_1","get_weather","{\"city\":\"Paris\"}"],["call_3_2","get_time","{}"]]""");
        reported.GetProperty("error").GetRawText().Should().Be("""{"name":"RateLimitError","status":429,"code":"rate_limit_exceeded","retryAfter":"1873"}""");
        reported.GetProperty("cut").GetString().Should().Be("failed");
        reported.GetProperty("models").GetRawText().Should().Be("""["mine"]""");
        Server.Verify();
    }

    // Finds the folder by searching upward from this source file. A deterministic build (CI=true) replaces the source folder in thisFile with
    // "/_/", so the search then starts at the test assembly.
    internal static string Folder([CallerFilePath] string thisFile = "")
    {
        var start = File.Exists(thisFile) ? thisFile : AppContext.BaseDirectory;
        for (var folder = Path.GetDirectoryName(start); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var node = Path.Combine(folder, "tests", "openai-node");
            if (Directory.Exists(node))
            {
                return node;
            }
        }

        throw new DirectoryNotFoundException($"The folder tests/openai-node was not found above {start}.");
    }

    private async Task<JsonElement> RunNodeAsync()
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder(), "ask.mjs"), Server.BaseAddress])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var errors = node.StandardError.ReadToEndAsync(Guard);
            var output = await node.StandardOutput.ReadToEndAsync(Guard);
            await node.WaitForExitAsync(Guard);
            node.ExitCode.Should().Be(0, "node reported: {0}", await errors);
            return JsonElement.Parse(output);
        }
        finally
        {
            node.Kill();
        }
    }
}
