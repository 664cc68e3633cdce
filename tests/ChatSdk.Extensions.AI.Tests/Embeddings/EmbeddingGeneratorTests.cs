using System.Text.Json;
using ChatSdk.Testing;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ChatSdk.Extensions.AI.Tests.Embeddings;

/// <summary>Tests that the client generates embeddings through <c>IEmbeddingGenerator</c>.</summary>
[TestFixture]
public sealed class EmbeddingGeneratorTests : AdapterTest
{
    private IEmbeddingGenerator<string, Embedding<float>> Generator => Client.AsIEmbeddingGenerator();

    [Test]
    public async Task Values_are_sent_in_one_request_and_vectors_are_returned_in_order_with_usage_and_extra_fields()
    {
        Server.AnswersJson("""
            {"object":"list","model":"m-1","x_cost":2,"usage":{"prompt_tokens":3,"total_tokens":3,"x_units":7},
             "data":[{"index":1,"embedding":[0.5,1]},{"index":0,"embedding":[-1,0.25],"x_hash":"a"}]}
            """);

        var embeddings = await Generator.GenerateAsync(["one", "two"], cancellationToken: Guard);

        Server.Requests.Should().ContainSingle().Which.Body.Should().Be("""{"model":"m","input":["one","two"]}""");
        embeddings.Select(embedding => embedding.Vector.ToArray()).Should().BeEquivalentTo(new float[][] { [-1, 0.25f], [0.5f, 1] }, options => options.WithStrictOrdering());
        embeddings.Should().OnlyContain(embedding => embedding.ModelId == "m-1" && embedding.Dimensions == 2);
        embeddings[0].AdditionalProperties!["x_hash"].Should().BeOfType<JsonElement>().Which.GetString().Should().Be("a");
        embeddings.AdditionalProperties!["x_cost"].Should().BeOfType<JsonElement>().Which.GetInt32().Should().Be(2);
        embeddings.Usage.Should().BeEquivalentTo(new { InputTokenCount = 3L, TotalTokenCount = 3L, OutputTokenCount = (long?)null });
        embeddings.Usage!.AdditionalCounts!["x_units"].Should().Be(7);
    }

    [TestCase("float")]
    [TestCase("base64")]
    public async Task Options_are_sent_and_both_encoding_formats_are_read(string format)
    {
        EmbeddingGenerationOptions options = new() { ModelId = "small", Dimensions = 8, AdditionalProperties = new() { ["encoding_format"] = format, ["input_type"] = "query" } };

        var embedding = await Generator.GenerateAsync("Hello", options, Guard);

        var sent = Server.Requests[0].Json!.Value;
        (sent.GetProperty("model").GetString(), sent.GetProperty("dimensions").GetInt32(), sent.GetProperty("encoding_format").GetString(), sent.GetProperty("input_type").GetString())
            .Should().Be(("small", 8, format, "query"));
        embedding.ModelId.Should().Be("small");
        embedding.Vector.ToArray().Should().HaveCount(8).And.Contain(number => number != 0);
    }

    [Test]
    public async Task Raw_request_takes_precedence_over_the_options()
    {
        EmbeddingGenerationOptions options = new()
        {
            ModelId = "small",
            Dimensions = 8,
            AdditionalProperties = new() { ["user"] = "b", ["priority"] = 1 },
            RawRepresentationFactory = _ => new EmbeddingRequest { Model = "large", Dimensions = 4, User = "a" },
        };

        await Generator.GenerateAsync(["Hello"], options, Guard);

        Server.Requests[0].Body.Should().Be("""{"model":"large","input":["Hello"],"dimensions":4,"user":"a","priority":1}""");
    }

    [Test]
    public async Task Blank_model_is_replaced_by_the_default_model_of_the_client()
    {
        await Generator.GenerateAsync(["Hello"], new EmbeddingGenerationOptions { ModelId = " " }, Guard);

        Server.Requests[0].Json!.Value.GetProperty("model").GetString().Should().Be("m");
    }

    [Test]
    public async Task No_request_is_sent_if_there_are_no_values()
    {
        (await Generator.GenerateAsync([], cancellationToken: Guard)).Should().BeEmpty();

        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Wrong_number_of_embeddings_throws()
    {
        Server.AnswersEmbeddings([1, 0]);

        var call = () => Generator.GenerateAsync(["one", "two"], cancellationToken: Guard);

        (await call.Should().ThrowAsync<ChatProtocolException>()).WithMessage("*1 embeddings for 2 values*");
    }

    [Test]
    public async Task Invalid_arguments_throw()
    {
        await FluentActions.Awaiting(() => Generator.GenerateAsync(null!, cancellationToken: Guard)).Should().ThrowAsync<ArgumentNullException>();
        await FluentActions.Awaiting(() => Generator.GenerateAsync(["a", null!], cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Generator.GenerateAsync(["a"], new() { RawRepresentationFactory = _ => "text" }, Guard)).Should().ThrowAsync<NotSupportedException>().WithMessage("*EmbeddingRequest*");
        FluentActions.Invoking(() => ((ChatClient)null!).AsIEmbeddingGenerator()).Should().Throw<ArgumentNullException>().WithParameterName("client");
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Exceptions_from_the_client_are_not_wrapped()
    {
        Server.AnswersError(401, "Who are you?").Answers(FakeAnswer.Silence());
        using var caller = new CancellationTokenSource();

        await FluentActions.Awaiting(() => Generator.GenerateAsync(["a"], cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>().WithMessage("*Who are you?*");
        var canceled = Generator.GenerateAsync(["a"], cancellationToken: caller.Token);
        await Server.NextRequestAsync(Guard);
        await Server.NextRequestAsync(Guard);
        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => canceled).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    [Test]
    public void GetService_returns_the_client_the_metadata_or_the_adapter_and_null_for_other_types_or_with_a_key()
    {
        var generator = Generator;

        generator.GetService<ChatClient>().Should().BeSameAs(Client);
        generator.GetService<IEmbeddingGenerator<string, Embedding<float>>>().Should().BeSameAs(generator);
        generator.GetService<EmbeddingGeneratorMetadata>().Should().BeEquivalentTo(
            new { ProviderName = "openai", ProviderUri = new Uri(Server.BaseAddress), DefaultModelId = "m", DefaultModelDimensions = (int?)null });
        generator.GetService<IChatClient>().Should().BeNull();
        generator.GetService(typeof(ChatClient), "key").Should().BeNull();
        FluentActions.Invoking(() => generator.GetService(null!)).Should().Throw<ArgumentNullException>();
    }

    [Test]
    public async Task Disposing_the_adapter_does_not_dispose_the_client()
    {
        Generator.Dispose();

        (await Generator.GenerateAsync("Hello", cancellationToken: Guard)).Dimensions.Should().Be(256);
    }

    [Test]
    public async Task Embedding_of_a_repeated_value_is_read_from_the_distributed_cache()
    {
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        using var generator = Generator.AsBuilder().UseDistributedCache(cache).Build();

        var first = await generator.GenerateAsync("Hello", cancellationToken: Guard);
        var second = await generator.GenerateAsync("Hello", cancellationToken: Guard);

        second.Vector.ToArray().Should().Equal(first.Vector.ToArray());
        Server.Requests.Should().ContainSingle();
    }
}
