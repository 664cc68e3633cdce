using ChatSdk.Extensions.AI.Tests.Tools;
using ChatSdk.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Server;
using Pages;

namespace ChatSdk.Extensions.AI.Tests.Docs;

/// <summary>Runs code samples from the documentation.</summary>
[TestFixture]
public sealed class RunSnippetTests : AdapterTest
{
    [Test]
    public async Task Options_in_the_sample_are_sent()
    {
        var body = await SendAsync(ExtensionsAISnippets.Options());

        body.GetRawText().Should().ContainAll("\"max_completion_tokens\":500", "\"min_p\":0.05", "get_temperature").And.NotContain("max_tokens");
    }

    [Test]
    public void Clients_in_the_registration_sample_can_be_resolved()
    {
        ServiceCollection services = new();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Fast:BaseAddress", Server.BaseAddress)]).Build();
        ExtensionsAISnippets.Register(services, configuration);
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IChatClient>().GetService<ChatClientMetadata>()!.ProviderUri.Should().Be(new Uri("http://localhost:8000/v1"));
        provider.GetRequiredKeyedService<IChatClient>("fast").GetService<ChatClientMetadata>()!.ProviderUri.Should().Be(new Uri(Server.BaseAddress));
    }

    [Test]
    public void Alias_sample_uses_the_messages_of_ChatSdk_and_of_Microsoft_Extensions_AI()
    {
        var (ours, theirs) = TwinSnippets.Say();

        (ours.Text, theirs.Text).Should().Be(("Hi", "Hi"));
    }

    [Test]
    public void Pipeline_sample_wraps_the_client()
    {
        ServiceCollection services = new();
        PipelineSnippets.Register(services);
        using var provider = services.BuildServiceProvider();

        var chat = provider.GetRequiredService<IChatClient>();
        chat.Should().BeOfType<FunctionInvokingChatClient>();
        chat.GetService<ChatClient>().Should().BeSameAs(provider.GetRequiredService<ChatClient>());
    }

    [Test]
    public async Task Mcp_sample_calls_a_tool_on_the_MCP_server()
    {
        await using var mcp = await McpConnection.StartAsync(Guard, McpServerTool.Create((string city) => $"{city}: 18 °C", new McpServerToolCreateOptions { Name = "get_weather" }));
        Server.Answers(FakeAnswer.ToolCall("get_weather", """{"city":"Paris"}""")).AnswersText("18 °C.");

        (await AIFunctionSnippets.RunAsync(Client, mcp.Client)).Should().Be("18 °C.");

        Server.Requests[1].Chat!.Messages[^1].Text.Should().Be("Paris: 18 °C");
    }

    [Test]
    public void Generator_in_the_registration_sample_can_be_resolved()
    {
        ServiceCollection services = new();
        ExtensionsAISnippets.RegisterGenerator(services);
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>("embeddings").GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId.Should().Be("bge-m3");
    }

    [Test]
    public async Task Agent_sample_calls_its_function()
    {
        Server.Answers(FakeAnswer.ToolCall("GetTemperature", """{"city":"Oslo"}""")).AnswersText("9 °C.");

        (await PipelineSnippets.RunAgentAsync(Chat)).Should().Be("9 °C.");

        Server.Requests[1].Chat!.Messages[^1].Text.Should().Be("9");
    }
}
