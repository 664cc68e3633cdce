namespace ChatSdk.Tests.FirstGuess;

/// <summary>Compiles calls that a developer would guess, with several versions of C#, and checks that unsupported guesses do not compile.</summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class CompilerTests
{
    private const string Parameters = """
        ChatClient c, CancellationToken t, List<ChatMessage> l, ChatMessage[] a, IEnumerable<ChatMessage> e, ChatCompletionRequest r, ChatConversation v,
        List<ContentPart> parts, ContentPart[] pa, ImagePart img, IEnumerable<ContentPart> pe, List<ChatTool> tools, ChatTool tool, IEnumerable<ChatTool> te, IServiceCollection s,
        ChatCallOptions o, byte[] bytes, System.Text.Json.JsonElement schema, System.Text.Json.Nodes.JsonNode node, Func<CancellationToken, Task<string>> key
        """;

    // C# 12, the default version for net8.0, ignores OverloadResolutionPriorityAttribute.
    [TestCase("12")]
    [TestCase("14")]
    public async Task Guessed_calls_compile_without_warnings(string version)
    {
        const string Body = """
            await c.CreateAsync("Hi"); await c.CreateAsync("Hi", t); await c.CreateAsync("Hi", cancellationToken: t); await c.CreateAsync("Hi", o); await c.CreateAsync("Hi", o, t);
            await c.CreateAsync("Hi", new() { MaxRetries = 0 }); await c.CreateAsync("Hi", null, t); await c.CreateAsync("Hi", new() { MaxRetries = 0 }, t);
            await c.CreateAsync(l); await c.CreateAsync(a, t); await c.CreateAsync(e); await c.CreateAsync([ChatMessage.User("x")]); await c.CreateAsync([ChatMessage.User("x")], t);
            await c.CreateAsync(r); await c.CreateAsync(r, t); await c.CreateAsync(r, new() { MaxRetries = 0 });
            _ = c.CreateStreamAsync("Hi", t); _ = c.CreateStreamAsync(l, t); _ = c.CreateStreamAsync(r, t); _ = c.CreateStreamAsync([ChatMessage.User("x")]);
            await c.ListModelsAsync(t); await c.ListModelsAsync(); await c.ListModelsAsync(new() { MaxRetries = 0 });
            await c.TryCreateAsync("Hi"); await c.TryCreateAsync(r); await c.RunToolsAsync("x", [tool]); await c.RunToolsAsync("x", tools); await c.RunToolsAsync(new() { Tools = tools });
            await c.CreateTextAsync("x"); _ = c.CreateManyAsync(new[] { "a" }); _ = c.CreateManyAsync(["a"]); _ = c.CreateManyAsync([r]);
            await v.SendAsync("x"); await v.SendAsync("x", t); await v.SendAsync(ChatMessage.User("x")); await v.SendAsync([img]); await v.SendAsync(parts); await v.SendAsync("x", new() { MaxRetries = 0 });
            _ = new[] { ChatMessage.User(parts), ChatMessage.User(pa), ChatMessage.User([img, img]), ChatMessage.User(img, img), ChatMessage.User("x", img), ChatMessage.User("x"), ChatMessage.User($"x{1}") };
            _ = new[] { ChatMessage.System("x"), ChatMessage.System([img]), ChatMessage.Tool("1", "x"), ChatMessage.Tool("1", [img]), ChatMessage.Tool(new ChatToolCall(), "x"), ChatMessage.Assistant(parts) };
            r = new() { Tools = tools, Stop = "x", ToolChoice = "auto", ReasoningEffort = "low", LogitBias = new() { [1] = 2 }, Metadata = new() { ["a"] = "b" }, Temperature = 0 };
            r = new() { Tools = [.. te], Stop = ["x"], Metadata = new Dictionary<string, string> { ["a"] = "b" } };
            r = new() { Tools = false, Messages = l }; r = new() { Tools = new(te), ReasoningEffort = r.Stream is null ? ReasoningEffort.High : null };
            r = r.WithField("x", new[] { 1, 2 }).WithField("y", new Dictionary<string, int>()).WithField("z", null).WithField("w", "s").WithField("u", 0.5).WithField("v", node);
            _ = ChatTool.FromDelegate((int x) => x, "name", "description"); _ = ChatTool.FromDelegate((int x) => x, name: "n"); _ = ChatTool.CreateFunction("n", "d", "{}"); _ = ChatTool.CreateFunction("n", "d", node);
            _ = ChatTool.CreateFunction("n", "d", schema); _ = ChatTool.CreateFunction("n"); _ = ChatTool.CreateFunction("n", parameters: "{}"); _ = ResponseFormat.ForSchema("n", "{}");
            _ = new ChatClient(new Uri("http://x")); _ = new ChatClient("http://x"); _ = new ChatClient(new() { BaseAddress = "x", ApiKeyProvider = key, Headers = new Dictionary<string, string>() });
            _ = ContentPart.FromImage(bytes); _ = ContentPart.FromImage(bytes, "image/png"); _ = ContentPart.FromImage("http://x"); _ = ContentPart.FromFile(bytes, "a.pdf"); _ = ContentPart.FromFile(new() { FileId = "x" });
            s.AddChatClient("http://x"); s.AddChatClient("http://x", x => x.Model = "m"); s.AddChatClient("a", "http://x"); s.AddChatClient(x => x.Model = "m");
            ChatCompletion answer = await c.CreateAsync("Hi"); Console.Write($"{answer.Message} {answer.FinishReason == "stop"} {answer.Message?.Role == "assistant"}");
            v = new ChatConversation(c) { RequestTemplate = new() { Temperature = 0 } };
            """;

        var findings = await GuessCompiler.CompileAsync(version, Parameters, Body, TestContext.CurrentContext.CancellationToken);

        findings.Should().BeEmpty();
    }

    [Test]
    public async Task Target_typed_requests_compile_with_CSharp_13()
    {
        const string Body = """
            await c.CreateAsync(new() { Messages = l }); await c.CreateAsync(new() { Messages = l }, t); _ = c.CreateStreamAsync(new() { Messages = l }); _ = c.CreateManyAsync([new() { Messages = l }]);
            await c.TryCreateAsync(new() { Messages = l }); await c.CreateTextAsync(new() { Prompt = "x" }); await v.SendAsync(new() { Content = "x" });
            """;

        var findings = await GuessCompiler.CompileAsync("13", Parameters, Body, TestContext.CurrentContext.CancellationToken);

        findings.Should().BeEmpty();
    }

    [Test]
    public async Task Unsupported_guesses_do_not_compile()
    {
        const string Body = """
            r = new() { Tools = te };
            r = new() { Tools = (ChatToolset)te };
            _ = new ChatMessage { Content = pe };
            _ = new ChatMessage { Content = (ChatContent)pe };
            _ = new ChatClientOptions { BaseAddress = new Uri("http://x") };
            switch ((await c.CreateAsync("x")).FinishReason) { case FinishReason.Stop: break; }
            """;

        var findings = await GuessCompiler.CompileAsync("14", Parameters, Body, TestContext.CurrentContext.CancellationToken);

        findings.Should().Equal(
            "error CS0029: Cannot implicitly convert type 'System.Collections.Generic.IEnumerable<ChatSdk.ChatTool>' to 'ChatSdk.ChatToolset'",
            "error CS0030: Cannot convert type 'System.Collections.Generic.IEnumerable<ChatSdk.ChatTool>' to 'ChatSdk.ChatToolset'",
            "error CS0029: Cannot implicitly convert type 'System.Collections.Generic.IEnumerable<ChatSdk.ContentPart>' to 'ChatSdk.ChatContent'",
            "error CS0030: Cannot convert type 'System.Collections.Generic.IEnumerable<ChatSdk.ContentPart>' to 'ChatSdk.ChatContent'",
            "error CS0029: Cannot implicitly convert type 'System.Uri' to 'string'",
            "error CS9135: A constant value of type 'FinishReason' is expected");
    }
}
