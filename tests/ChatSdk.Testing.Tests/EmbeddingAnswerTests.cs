using System.Net;

namespace ChatSdk.Testing.Tests;

/// <summary>Tests the fake server's default embeddings and its scripted ones.</summary>
public sealed class EmbeddingAnswerTests : ClientTest
{
    [Test]
    public async Task Embedding_is_a_unit_vector_and_depends_only_on_the_text()
    {
        var first = await EmbedAsync("The cat sat on the mat.");
        await using var other = await FakeChatServer.StartAsync(Guard);

        var second = (await NewClient(other).CreateEmbeddingsAsync("The cat sat on the mat.", cancellationToken: Guard)).Vector.ToArray();

        second.Should().Equal(first).And.HaveCount(256);
        Similarity(first, first).Should().BeApproximately(1, 1e-5);
    }

    [Test]
    public async Task Only_similar_text_has_similar_embeddings()
    {
        var question = await EmbedAsync("How many vacation days do I have?");

        var sameTopic = Similarity(question, await EmbedAsync("Everyone has 30 days of vacation. Unused days expire in March."));
        var sameStem = Similarity(await EmbedAsync("returned"), await EmbedAsync("return"));
        var otherTopic = Similarity(question, await EmbedAsync("Expenses are reimbursed after you upload the receipts."));

        sameTopic.Should().BeGreaterThan(0.3);
        sameStem.Should().BeApproximately(0.5, 0.1);
        otherTopic.Should().BeLessThan(0.15);
    }

    [TestCase("Hello, World!", "hello world")]
    [TestCase("HELLO\nworld", "hello world")]
    public async Task Case_punctuation_and_white_space_do_not_change_the_embedding(string one, string other) =>
        (await EmbedAsync(one)).Should().Equal(await EmbedAsync(other));

    [TestCase("")]
    [TestCase("…")]
    public async Task Text_without_words_has_a_unit_vector_too(string text)
    {
        var vector = await EmbedAsync(text);

        Similarity(vector, vector).Should().BeApproximately(1, 1e-5);
    }

    [TestCase(null)]
    [TestCase("float")]
    [TestCase("base64")]
    public async Task Vector_has_the_requested_dimensions_and_the_same_values_in_every_format(string? format)
    {
        var request = new EmbeddingRequest { Input = new[] { "one", "two" }, Dimensions = 12, EncodingFormat = format };

        var response = await Client.CreateEmbeddingsAsync(request, cancellationToken: Guard);

        response.Data.Select(data => data.Vector.Length).Should().Equal(12, 12);
        response.Data[1].Vector.ToArray().Should().Equal(await EmbedAsync("two", 12));
        response.Data.Should().OnlyContain(data => data.Object == "embedding" && data.ExtraFields.Count == 0);
        (response.Object, response.Model, response.Usage!.PromptTokens, response.Usage.TotalTokens).Should().Be(("list", "m", 2, 2));
    }

    [Test]
    public async Task Array_of_tokens_is_one_input()
    {
        var response = await Client.CreateEmbeddingsAsync(TextPrompt.FromTokens([791, 3691]), cancellationToken: Guard);

        response.Data.Should().ContainSingle();
        response.Usage!.PromptTokens.Should().Be(2);
    }

    [TestCase("float")]
    [TestCase("base64")]
    public async Task Scripted_embeddings_are_received_in_every_format(string format)
    {
        Server.AnswersEmbeddings([1, -0.5f], [0.1f]).Answers(FakeAnswer.Embeddings([2]).WithHeader("X-Trace", "1"));
        var request = new EmbeddingRequest { Input = "one", EncodingFormat = format };

        var response = await Client.CreateEmbeddingsAsync(request, cancellationToken: Guard);

        response.Data[0].Vector.ToArray().Should().Equal(1, -0.5f);
        response.Data[1].Vector.ToArray().Should().Equal(0.1f);
        (await Client.CreateEmbeddingsAsync(request, cancellationToken: Guard)).Response!.Headers["X-Trace"].Should().Be("1");
    }

    [Test]
    public async Task Rule_can_match_requests_for_embeddings()
    {
        Server.GivenRequest(request => request.Path.EndsWith("/embeddings", StringComparison.Ordinal)).AnswersEmbeddings([1]);
        Server.AnswersText("Hello.");

        (await Client.CreateEmbeddingsAsync("one", cancellationToken: Guard)).Vector.ToArray().Should().Equal(1);
        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("Hello.");
    }

    [Test]
    public async Task Strict_server_rejects_an_embeddings_request_without_a_scripted_answer()
    {
        Server.IsStrict = true;

        var call = () => Client.CreateEmbeddingsAsync("one", cancellationToken: Guard);

        (await call.Should().ThrowAsync<ChatApiException>()).Which.Status.Should().Be(HttpStatusCode.NotFound);
    }

    [TestCase("""{"input":"a"}""", "model")]
    [TestCase("""{"model":"m"}""", "input")]
    [TestCase("""{"model":"m","input":[]}""", "input")]
    [TestCase("""{"model":"m","input":"a","dimensions":0}""", "dimensions")]
    [TestCase("""{"model":"m","input":"a","dimensions":"many"}""", "dimensions")]
    [TestCase("""{"model":"m","input":"a","encoding_format":"int8"}""", "encoding_format")]
    [TestCase("[]", null)]
    public async Task Invalid_request_is_rejected(string body, string? param)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body);

        using var response = await http.PostAsync(new Uri($"{Server.BaseAddress}/embeddings"), content, Guard);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Guard)).Should().Contain(param is null ? "\"param\":null" : $"\"param\":\"{param}\"");
    }

    [Test]
    public void Unused_embeddings_are_reported()
    {
        Server.AnswersEmbeddings([1], [2]);

        FluentActions.Invoking(Server.Verify).Should().Throw<FakeVerificationException>().WithMessage("*2 embeddings*");
    }

    [Test]
    public void Null_vector_throws() =>
        FluentActions.Invoking(() => FakeAnswer.Embeddings([1], null!)).Should().Throw<ArgumentNullException>();

    private async Task<float[]> EmbedAsync(string text, int? dimensions = null) =>
        (await Client.CreateEmbeddingsAsync(new EmbeddingRequest { Input = text, Dimensions = dimensions }, cancellationToken: Guard)).Vector.ToArray();

    private static double Similarity(float[] one, float[] other) => one.Zip(other, (a, b) => (double)a * b).Sum();
}
