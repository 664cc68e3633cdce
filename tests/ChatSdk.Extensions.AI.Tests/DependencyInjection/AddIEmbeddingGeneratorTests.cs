using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Extensions.AI.Tests.DependencyInjection;

/// <summary>Tests that a registered client can be resolved as <c>IEmbeddingGenerator</c>.</summary>
[TestFixture]
public sealed class AddIEmbeddingGeneratorTests : AdapterTest
{
    private readonly ServiceCollection _services = new();

    [Test]
    public async Task Client_is_resolved_as_a_generator_and_as_a_chat_client()
    {
        _services.AddChatClient(SetUp).AddIChatClient().AddIEmbeddingGenerator();
        await using var provider = _services.BuildServiceProvider(validateScopes: true);

        var generator = provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

        (await generator.GenerateAsync("Hi", cancellationToken: Guard)).Dimensions.Should().Be(256);
        generator.GetService<ChatClient>().Should().BeSameAs(provider.GetRequiredService<ChatClient>());
        provider.GetRequiredService<IChatClient>().GetService<ChatClient>().Should().BeSameAs(provider.GetRequiredService<ChatClient>());
        provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().Should().BeSameAs(generator);
    }

    [Test]
    public void Keyed_client_is_resolved_as_a_generator_only_with_its_key()
    {
        _services.AddChatClient(SetUp);
        _services.AddChatClient("embeddings", SetUp).AddIEmbeddingGenerator();
        using var provider = _services.BuildServiceProvider();

        provider.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>("embeddings").GetService<ChatClient>()
            .Should().BeSameAs(provider.GetRequiredKeyedService<ChatClient>("embeddings"));
        provider.GetService<IEmbeddingGenerator<string, Embedding<float>>>().Should().BeNull();
    }

    [Test]
    public void AddIEmbeddingGenerator_throws_if_the_builder_is_null_or_not_from_AddChatClient()
    {
        FluentActions.Invoking(() => _services.AddHttpClient("other").AddIEmbeddingGenerator()).Should().Throw<ArgumentException>().WithMessage("*'other'*");
        FluentActions.Invoking(() => ((IHttpClientBuilder)null!).AddIEmbeddingGenerator()).Should().Throw<ArgumentNullException>();
    }

    private void SetUp(ChatClientOptions options) => (options.BaseAddress, options.Model) = (Server.BaseAddress, "m");
}
