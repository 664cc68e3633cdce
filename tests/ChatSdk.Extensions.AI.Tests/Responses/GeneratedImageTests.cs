namespace ChatSdk.Extensions.AI.Tests.Responses;

/// <summary>Tests images that the model generates, in complete and in streamed answers.</summary>
[TestFixture]
public sealed class GeneratedImageTests : AdapterTest
{
    private const string _images = """[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"},"index":0},{"type":"image_url","image_url":{"url":"https://h/2.png"},"index":1}]""";

    [Test]
    public async Task Generated_images_are_mapped_to_contents()
    {
        var answer = await GetResponseAsync($$"""{"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":"Here","images":{{_images}}},"finish_reason":"stop"}]}""");

        ShouldHaveImages(answer);
    }

    [Test]
    public async Task Images_that_a_stream_repeats_are_mapped_once()
    {
        var updates = await StreamAsync(
            null,
            """{"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":"Here"}}]}""",
            $$$"""{"id":"1","choices":[{"index":0,"delta":{"images":{{{_images}}}}}]}""",
            $$"""{"id":"1","choices":[{"index":0,"delta":{"images":{{_images}}},"finish_reason":"stop"}]}""");

        ShouldHaveImages(updates.ToChatResponse());
    }

    [Test]
    public async Task Image_data_without_base64_padding_is_read()
    {
        var answer = await GetResponseAsync("""{"id":"1","choices":[{"index":0,"message":{"role":"assistant","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQI"}}]},"finish_reason":"stop"}]}""");

        answer.Messages[0].Contents.OfType<DataContent>().Should().ContainSingle().Which.Data.ToArray().Should().Equal(1, 2);
    }

    private static void ShouldHaveImages(ChatResponse answer)
    {
        answer.Text.Should().Be("Here");
        var contents = answer.Messages.Should().ContainSingle().Which.Contents;
        var data = contents.OfType<DataContent>().Should().ContainSingle().Which;
        (data.MediaType, data.Data.Length).Should().Be(("image/png", 3));
        contents.OfType<UriContent>().Should().ContainSingle().Which.Uri.Should().Be(new Uri("https://h/2.png"));
    }
}
