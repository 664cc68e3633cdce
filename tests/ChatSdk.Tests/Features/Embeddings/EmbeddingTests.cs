using System.Runtime.InteropServices;
using ChatSdk.Tests.Diagnostics;

namespace ChatSdk.Tests.Features.Embeddings;

[TestFixture]
public sealed class EmbeddingTests : TelemetryTest
{
    private const string _twoEmbeddings = """{"object":"list","model":"e-2026","data":[{"object":"embedding","index":0,"embedding":[0.5,-1,2e-3]},{"object":"embedding","index":1,"embedding":[1,2,3]}],"usage":{"prompt_tokens":5,"total_tokens":5}}""";

    private static readonly float[] _firstVector = [0.5f, -1f, 0.002f];

    [Test]
    public async Task Only_properties_that_are_set_are_sent()
    {
        Server.AnswersJson(_twoEmbeddings);

        await Client.CreateEmbeddingsAsync(new EmbeddingRequest { Input = ["One", "Two"], Dimensions = 3, EncodingFormat = "float" }, cancellationToken: Guard);

        var request = Server.Requests.Should().ContainSingle().Subject;
        request.Path.Should().Be("/v1/embeddings");
        request.Body.Should().Be("""{"model":"m","input":["One","Two"],"dimensions":3,"encoding_format":"float"}""");
    }

    [Test]
    public async Task Tokens_are_sent_as_numbers()
    {
        Server.AnswersJson(_twoEmbeddings);

        await Client.CreateEmbeddingsAsync(TextPrompt.FromTokens([1, 2]), cancellationToken: Guard);

        Server.Requests[0].Json!.Value.GetProperty("input").GetRawText().Should().Be("[1,2]");
    }

    [Test]
    public async Task Number_arrays_are_read_as_vectors()
    {
        Server.AnswersJson(_twoEmbeddings);

        var answer = await Client.CreateEmbeddingsAsync("One", cancellationToken: Guard);

        answer.Vector.ToArray().Should().Equal(_firstVector);
        answer.Data[1].Vector.ToArray().Should().Equal(1, 2, 3);
        answer.Usage!.PromptTokens.Should().Be(5);
        answer.Response!.Status.Should().Be(System.Net.HttpStatusCode.OK);
    }

    [Test]
    public async Task Base64_embedding_is_read_as_a_vector()
    {
        var base64 = Convert.ToBase64String(MemoryMarshal.AsBytes(_firstVector.AsSpan()));
        Server.AnswersJson($$"""{"object":"list","data":[{"index":0,"embedding":"{{base64}}"}],"model":"e"}""");

        var answer = await Client.CreateEmbeddingsAsync(new EmbeddingRequest { Input = "One", EncodingFormat = "base64" }, cancellationToken: Guard);

        answer.Vector.ToArray().Should().Equal(_firstVector);
    }

    [TestCase("\"not base64!\"")]
    [TestCase("\"AAA=\"")]
    [TestCase("[1,null]")]
    [TestCase("{}")]
    public async Task Embedding_in_an_unknown_format_is_preserved(string vector)
    {
        Server.AnswersJson($$"""{"data":[{"index":0,"embedding":{{vector}}}]}""");

        var answer = await Client.CreateEmbeddingsAsync("One", cancellationToken: Guard);

        answer.Vector.IsEmpty.Should().BeTrue();
        answer.Data[0].ExtraFields["embedding"].GetRawText().Should().Be(vector);
    }

    [Test]
    public async Task Embeddings_are_in_the_order_of_the_input()
    {
        Server.AnswersJson("""{"data":[{"index":1,"embedding":[1]},{"index":0,"embedding":[0]}]}""");

        var answer = await Client.CreateEmbeddingsAsync(["zero", "one"], cancellationToken: Guard);

        answer.Data.Select(item => item.Vector.Span[0]).Should().Equal(0, 1);
    }

    [TestCase("""{"error":{"message":"The model is loading.","code":"overloaded"}}""")]
    [TestCase("""{"data":[],"error":{"message":"The model is loading."}}""")]
    public async Task Error_with_status_200_throws_an_api_exception(string body)
    {
        Server.AnswersJson(body);

        var act = () => Client.CreateEmbeddingsAsync("One", cancellationToken: Guard);

        (await act.Should().ThrowAsync<ChatApiException>()).Which.Message.Should().Contain("The model is loading.");
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("hello")]
    [TestCase("")]
    public async Task Response_without_embeddings_throws_a_protocol_exception(string body)
    {
        Server.AnswersJson(body);

        var act = () => Client.CreateEmbeddingsAsync("One", cancellationToken: Guard);

        await act.Should().ThrowAsync<ChatProtocolException>();
    }

    [Test]
    public async Task Span_of_an_embedding_call_has_the_operation_dimensions_and_input_tokens()
    {
        Server.AnswersJson(_twoEmbeddings);

        await Client.CreateEmbeddingsAsync(new EmbeddingRequest { Input = "One", Dimensions = 3, EncodingFormat = "float" }, cancellationToken: Guard);

        Span.DisplayName.Should().Be("embeddings m");
        Tags["gen_ai.operation.name"].Should().Be("embeddings");
        Tags["gen_ai.embeddings.dimension.count"].Should().Be(3);
        Tags["gen_ai.usage.input_tokens"].Should().Be(5L);
    }

    [Test]
    public async Task Call_is_retried_after_status_503()
    {
        (Options.MaxRetries, Options.RetryDelay) = (1, TimeSpan.Zero);
        Server.AnswersError(503, "Busy.").AnswersJson(_twoEmbeddings);

        var answer = await Client.CreateEmbeddingsAsync("One", cancellationToken: Guard);

        answer.Data.Should().HaveCount(2);
    }

    [Test]
    public async Task Request_without_input_or_model_throws_before_it_is_sent()
    {
        using var withoutModel = new ChatClient(Server.BaseAddress);

        await FluentActions.Awaiting(() => Client.CreateEmbeddingsAsync(new EmbeddingRequest(), cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>().WithMessage("Input is missing.*");
        await FluentActions.Awaiting(() => withoutModel.CreateEmbeddingsAsync("One", cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>().WithMessage("Model is missing*");
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Base_address_with_the_embeddings_path_works_for_other_endpoints()
    {
        Options.BaseAddress = Server.BaseAddress + "/embeddings";

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests.Should().ContainSingle().Which.Path.Should().Be("/v1/chat/completions");
    }
}
