using System.Text;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;
using ChatSdk.Tests.Streaming;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests images that the model generates: in the field <c>images</c>, in the content, and in streams.</summary>
[TestFixture]
public sealed class GeneratedImageTests : ClientTest
{
    private const string _one = """{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"},"index":0}""";
    private const string _two = """{"type":"image_url","image_url":{"url":"data:image/webp;base64,BAUG"},"index":1}""";

    [Test]
    public async Task Images_in_an_answer_are_read()
    {
        Server.AnswersJson($$"""{"choices":[{"index":0,"message":{"role":"assistant","content":"Here","images":[{{_one}},{{_two}}]},"finish_reason":"stop"}]}""");

        var answer = await Client.CreateAsync("Draw", cancellationToken: Guard);

        answer.Images.Select(image => image.MediaType).Should().Equal("image/png", "image/webp");
        answer.Images[0].ToBytes().Should().Equal(1, 2, 3);
        answer.Message!.ExtraFields.Should().BeEmpty();
    }

    [Test]
    public async Task Images_in_the_content_follow_those_in_the_images_field_without_repetition()
    {
        Server.AnswersJson($$"""{"choices":[{"index":0,"message":{"role":"assistant","content":[{"type":"text","text":"Here"},{{_two}},{{_one}}],"images":[{{_one}}]},"finish_reason":"stop"}]}""");

        var answer = await Client.CreateAsync("Draw", cancellationToken: Guard);

        answer.Images.Select(image => image.MediaType).Should().Equal("image/png", "image/webp");
    }

    [Test]
    public async Task Answer_without_images_has_an_empty_list_of_images()
    {
        Server.AnswersText("Hi");

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Images.Should().BeEmpty();
    }

    [Test]
    public async Task Completion_has_all_streamed_images_and_each_chunk_has_at_most_one()
    {
        Server.Answers(FakeAnswer.Events(Piece("Here"), Images(_one), Images(_two), Finish));
        var answer = new ChatCompletionAccumulator();

        foreach (var chunk in await CollectAsync(Client.CreateStreamAsync("Draw", cancellationToken: Guard)))
        {
            answer.Add(chunk);
            chunk.Images.Should().HaveCountLessThan(2);
        }

        JsonAssert.AreEqual($$"""{"content":"Here","images":[{{_one}},{{_two}}]}""", WireJson.Write(answer.ToCompletion().Message!));
    }

    [TestCase($"[{_one}]", $"[{_one}]", TestName = "Image_that_is_repeated_is_one_image")]
    [TestCase($"[{_one}]", $"[{_one},{_two}]", $"[{_one},{_two}]", TestName = "Images_that_are_in_every_chunk_are_accumulated_once")]
    [TestCase("""[{"image_url":{"url":"data:image/png;base64,AQID"}}]""", """[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"},"index":0}]""", TestName = "Image_that_is_repeated_with_more_fields_is_one_image")]
    [TestCase("""[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQ"},"index":0}]""", """[{"image_url":{"url":"ID"},"index":0}]""", TestName = "Image_data_that_is_split_across_chunks_is_joined")]
    public void Images_are_accumulated_without_repetition(params string[] lists)
    {
        var message = Accumulated.Deltas(lists.Select(list => $$"""{"images":{{list}}}"""));

        JsonAssert.AreEqual(lists[^1].Contains("webp", StringComparison.Ordinal) ? $"[{_one},{_two}]" : $"[{_one}]", WireJson.Write(message).GetProperty("images"));
    }

    [Test]
    public void Different_images_with_the_same_index_are_all_preserved()
    {
        var message = Accumulated.Deltas($$"""{"images":[{{_one}}]}""", $$"""{"images":[{{_two.Replace(":1}", ":0}", StringComparison.Ordinal)}}]}""");

        message.Images!.Select(image => image.MediaType).Should().Equal("image/png", "image/webp");
    }

    [Test]
    public void Images_in_an_unknown_form_are_written_back_as_received()
    {
        const string Json = """{"role":"assistant","images":["AQID"]}""";

        var message = WireJson.Read<ChatMessage>(Json);

        message.Images.Should().BeNull();
        JsonAssert.AreEqual(Json, WireJson.Write(message));
    }

    [Test]
    public async Task Images_are_sent_back_as_received()
    {
        var received = $$"""{"role":"assistant","content":"Here","images":[{{_one}}]}""";
        Server.AnswersJson($$"""{"choices":[{"index":0,"message":{{received}},"finish_reason":"stop"}]}""").AnswersText("Hi");
        var conversation = new ChatConversation(Client);
        await conversation.SendAsync("Draw", cancellationToken: Guard);

        await conversation.SendAsync("Thanks", cancellationToken: Guard);

        JsonAssert.AreEqual(received, Server.Requests[1].Json!.Value.GetProperty("messages")[1]);
    }

    [Test]
    public async Task Images_from_all_choices_are_in_one_message_if_a_single_choice_was_requested()
    {
        Server.AnswersJson($$"""{"choices":[{"index":0,"message":{"role":"assistant","images":[{{_one}}]},"finish_reason":"stop"},{"index":1,"message":{"role":"assistant","content":"Here","images":[{{_two}}]},"finish_reason":"stop"}]}""");

        var answer = await Client.CreateAsync("Draw", cancellationToken: Guard);

        (answer.Text, answer.Images.Count).Should().Be(("Here", 2));
    }

    [Test]
    public void Portable_message_has_the_images_in_its_content()
    {
        var message = WireJson.Read<ChatMessage>($$"""{"role":"assistant","content":"Here","images":[{{_one}}]}""");

        JsonAssert.AreEqual(
            """{"role":"assistant","content":[{"type":"text","text":"Here"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}""",
            WireJson.Write(message.ToPortable()));
    }

    [Test]
    public void Exception_names_an_image_that_is_not_portable_because_it_has_no_url()
    {
        var conversation = new ChatConversation(Client, "Be kind.");
        conversation.Add(WireJson.Read<ChatMessage>($$"""{"role":"assistant","content":"Here","images":[{{_one}},{"type":"image_url","image_url":{} }]}"""));

        conversation.Invoking(history => history.ToPortable()).Should().Throw<InvalidOperationException>().WithMessage("messages[1].images[1]*an image without a URL*");
    }

    [TestCase("data:image/png;base64,AQID", "image/png")]
    [TestCase("DATA:image/png;BASE64,AQID", "image/png")]
    [TestCase("data:image/png;name=a.png;base64,AQID", "image/png")]
    [TestCase("data:image/png;base64,AQ\nID\n", "image/png")]
    [TestCase("data:image/png;base64,AQID%0A", "image/png")]
    [TestCase("data:;base64,AQID", null)]
    [TestCase("data:;base64,/9j/", "image/jpeg")]
    public void Bytes_and_media_type_of_a_data_url_are_read(string url, string? mediaType)
    {
        ImagePart image = ContentPart.FromImage(url);

        image.MediaType.Should().Be(mediaType);
        image.TryGetBytes(out var bytes).Should().BeTrue();
        bytes.Should().HaveCount(3).And.Equal(image.ToBytes());
    }

    [TestCase("data:image/png;base64,AQI", 2)]
    [TestCase("data:image/png;base64,_-8=", 2)]
    [TestCase("data:image/svg+xml;utf8,<svg/>", 6)]
    [TestCase("data:image/svg+xml,%3Csvg/%3E", 6)]
    public void Bytes_of_an_unusual_data_url_are_read(string url, int count) => ContentPart.FromImage(url).ToBytes().Should().HaveCount(count);

    [Test]
    public void Data_url_without_base64_is_decoded() => Encoding.UTF8.GetString(ContentPart.FromImage("data:image/svg+xml,%3Csvg/%3E").ToBytes()).Should().Be("<svg/>");

    [TestCase("https://h/1.png", "*ImageUrl.Url*")]
    [TestCase("data:image/png;base64,@@@@", "*base64*")]
    public void ToBytes_throws_with_the_reason_if_the_url_contains_no_valid_data(string url, string reason)
    {
        ImagePart image = ContentPart.FromImage(url);

        image.TryGetBytes(out var bytes).Should().BeFalse();
        bytes.Should().BeNull();
        image.Invoking(without => without.ToBytes()).Should().Throw<InvalidOperationException>().WithMessage(reason);
    }

    [Test]
    public void ToBytes_throws_for_an_image_without_a_url() => new ImagePart().Invoking(image => image.ToBytes()).Should().Throw<InvalidOperationException>().WithMessage("*no URL*");

    private static string Images(string images) => $$$"""{"choices":[{"index":0,"delta":{"images":[{{{images}}}]}}]}""";
}
