using System.Text;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Docs;

/// <summary>The C# code in docs/testing.md and in the README of ChatSdk.Testing, as tests.</summary>
[CancelAfter(30_000)]
internal sealed class TestingSnippets
{
    [Test]
    public async Task Greeting_comes_from_the_model()
    {
        await using var server = await FakeChatServer.StartAsync();
        server.Given(r => r.Messages[^1].Text == "Hi").AnswersText("Hello, Ada.");
        using var client = new ChatClient(server.BaseAddress, model: "any");

        ChatCompletion answer = await client.CreateAsync("Hi");

        Assert.That(answer.Text, Is.EqualTo("Hello, Ada."));
    }

    [Test]
    public async Task Answers_come_from_the_queue_and_then_from_the_default_if_no_rule_matches()
    {
        await using var server = await FakeChatServer.StartAsync();
        server.Given(r => r.Messages[^1].Text == "hi").Streams("Hel", "lo").ThenCuts();
        server.Given(r => r.Tools is not null).CallsTool("get_weather", """{"city":"Paris"}""").AnswersText("18 °C.");
        server.AnswersError(503, "Not yet.").AnswersText("Hello.");
        server.AnswersAlways(FakeAnswer.Text("I do not know."));
        using var client = new ChatClient(server.BaseAddress, model: "any");

        (await client.CreateAsync("x")).Text.Should().Be("Hello.");
        (await client.CreateAsync("x")).Text.Should().Be("I do not know.");
    }

    [Test]
    public async Task Answers_can_have_reasoning_tool_calls_refusals_and_usage()
    {
        await using var server = await FakeChatServer.StartAsync();
        server.AnswersText("It is 4.").WithReasoning("Two and two.");
        server.CallsTool("get_weather", """{"city":"Paris"}""").WithToolCall("get_time", "{}");
        server.Answers(FakeAnswer.Refusal("I will not do that."));
        server.AnswersText("Once upon a").WithFinishReason(FinishReason.Length).WithUsage(new ChatUsage { TotalTokens = 4_096 });
        using var client = new ChatClient(server.BaseAddress, model: "any");

        (await client.CreateAsync("x")).Reasoning.Should().Be("Two and two.");
        (await client.CreateAsync("x")).ToolCalls.Should().HaveCount(2);
        (await client.CreateAsync("x")).Message!.Refusal.Should().NotBeNull();
        (await client.CreateAsync("x")).Usage!.TotalTokens.Should().Be(4_096);
    }

    [Test]
    public async Task Embeddings_can_be_scripted()
    {
        await using var server = await FakeChatServer.StartAsync();
        server.GivenRequest(r => r.Path.EndsWith("/embeddings", StringComparison.Ordinal)).AnswersEmbeddings([1, 0], [0, 1]);
        using var client = new ChatClient(server.BaseAddress, model: "any");

        (await client.CreateEmbeddingsAsync(["a", "b"])).Data[1].Vector.ToArray().Should().Equal(0, 1);
    }

    public static void ScriptDelaysAndFaults(FakeChatServer server)
    {
        server.AnswersText("A long answer.").After(TimeSpan.FromSeconds(2)).AtTokensPerSecond(20);
        server.Answers(FakeAnswer.Events("{}", "[DONE]").SplitEvery(3));
        server.AnswersText("Hello.").WithRateLimit(requests: new(Limit: 60, Remaining: 0, ResetAfter: TimeSpan.FromSeconds(12)));
        server.Streams("Hel").ThenHangs();
        server.Answers(FakeAnswer.Silence()).Answers(FakeAnswer.Drop());
        server.Streams("Hel").ThenCuts().Streams("lo");
    }

    [Test]
    public async Task Rate_limit_is_reported()
    {
        await using var server = await FakeChatServer.StartAsync();
        server.Answers(FakeErrors.OpenAIRateLimit);
        using var withoutRetries = new ChatClient(new ChatClientOptions { BaseAddress = server.BaseAddress, Model = "any", MaxRetries = 0 });
        await Assert.ThatAsync(() => withoutRetries.CreateAsync("Hi"), Throws.TypeOf<ChatRateLimitException>());
    }

    public static void ScriptKnownErrors(FakeChatServer server)
    {
        server.Answers(FakeErrors.OpenAIRateLimit).Answers(FakeErrors.AzureContentFilter).Answers(FakeErrors.GroqToolUseFailedInStream);
    }

    [Test]
    public async Task Received_requests_can_be_checked()
    {
        await using var server = await FakeChatServer.StartAsync();
        using var client = new ChatClient(server.BaseAddress, model: "any");
        await client.CreateAsync(
            new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")], Temperature = 0.2 },
            new ChatCallOptions { Headers = { ["X-Trace"] = "1" } });

        FakeRequest request = server.Requests[0];
        Assert.That(request.Chat!.Temperature, Is.EqualTo(0.2));
        Assert.That(request.Headers["X-Trace"], Is.EqualTo("1"));
    }

    [Test]
    public async Task Strict_server_accepts_expected_requests()
    {
        await using var server = await FakeChatServer.StartAsync();
        using var client = new ChatClient(server.BaseAddress, model: "small");

        server.IsStrict = true;
        server.Given(r => r.Model == "small").AnswersText("Hello.").Once();

        await client.CreateAsync("Hi");

        server.Verify();
    }

    [Test]
    public async Task Recording_sample_is_replayed()
    {
        await using var server = await FakeChatServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("chatsdk-docs-").FullName;
        try
        {
            (await RecordAsync(server.BaseAddress, "a key that is long", Path.Combine(folder, "weather.jsonl"))).Text.Should().Be("You said: How is the weather?");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task Recording_format_sample_is_valid()
    {
        var file = Path.GetTempFileName();
        try
        {
            var page = await File.ReadAllTextAsync(Path.Combine(SnippetTests.Root, "docs", "testing.md"));
            var example = page[page.IndexOf("{\"recording\":1}", StringComparison.Ordinal)..];
            await File.WriteAllTextAsync(file, example[..example.IndexOf("```", StringComparison.Ordinal)]);
            await using var server = await FakeChatServer.StartReplayAsync(file);
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, server.BaseAddress + "/chat/completions")
            {
                Content = new StringContent("""{"messages":[{"content":"Hi","role":"user"}],"model":"m"}""", Encoding.UTF8, "application/json"),
            };

            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var read = () => response.Content.ReadAsStringAsync();

            response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
            await read.Should().ThrowAsync<HttpRequestException>();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<ChatCompletion> RecordAsync(string address, string key, string file)
    {
        await using (var recorder = await FakeChatServer.StartRecordingAsync(address, file))
        {
            using var real = new ChatClient(recorder.BaseAddress, apiKey: key, model: "gpt-4o-mini");
            await real.CreateStreamAsync("How is the weather?").ToCompletionAsync();
        }

        await using var replay = await FakeChatServer.StartReplayAsync(file);
        using var client = new ChatClient(replay.BaseAddress, model: "gpt-4o-mini");
        ChatCompletion again = await client.CreateStreamAsync("How is the weather?").ToCompletionAsync();
        return again;
    }
}
