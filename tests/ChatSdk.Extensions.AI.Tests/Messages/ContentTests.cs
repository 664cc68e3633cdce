using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Extensions.AI.Tests.Messages;

/// <summary>Tests how messages and their contents are sent.</summary>
[TestFixture]
public sealed class ContentTests : AdapterTest
{
    private static readonly byte[] _bytes = [1, 2, 3];

    [Test]
    public async Task Single_text_content_is_sent_as_a_string() =>
        (await SendAsync(AIRole.User, new TextContent("Hi"))).Should().Be("""[{"role":"user","content":"Hi"}]""");

    [Test]
    public async Task Several_text_contents_are_sent_as_parts_and_empty_ones_are_omitted() =>
        (await SendAsync(AIRole.User, new TextContent("a"), new TextContent(""), new TextContent("b")))
            .Should().Be("""[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]""");

    [Test]
    public async Task Message_without_contents_is_sent_with_an_empty_string_as_its_content() =>
        (await SendAsync(AIRole.User)).Should().Be("""[{"role":"user","content":""}]""");

    [Test]
    public async Task Role_and_author_are_sent()
    {
        var body = await SendAsync(null, new AIMessage(new AIRole("developer"), "Be kind."), new AIMessage(AIRole.User, "Hi") { AuthorName = "Ada" });

        body.GetProperty("messages").GetRawText().Should().Be("""[{"role":"developer","content":"Be kind."},{"role":"user","content":"Hi","name":"Ada"}]""");
    }

    [TestCase("Ada-1_b", "Ada-1_b")]
    [TestCase("My Agent", "MyAgent")]
    [TestCase("Zoë <b>", "Zob")]
    [TestCase(@"a\b/c|d.e@f", "abcdef")]
    [TestCase("\ud83d\ude00 x\n", "x")]
    [TestCase("日本", null)]
    [TestCase(" ", null)]
    [TestCase("", null)]
    public async Task Author_name_is_reduced_to_the_characters_that_servers_accept(string name, string? sent)
    {
        string[] roles = ["system", "developer", "user", "assistant"];

        var body = await SendAsync(null, [.. roles.Select(role => new AIMessage(new AIRole(role), "Hi") { AuthorName = name })]);

        body.GetProperty("messages").EnumerateArray().Select(message => message.TryGetProperty("name", out var author) ? author.GetString() : null)
            .Should().Equal(sent, sent, sent, sent);
    }

    [Test]
    public async Task Author_name_of_a_tool_result_is_reduced_to_the_characters_that_servers_accept()
    {
        var body = await SendAsync(null, new AIMessage(AIRole.User, "Hi"), new AIMessage(AIRole.Tool, [new FunctionResultContent("c1", "9")]) { AuthorName = "My tool" });

        body.GetProperty("messages")[1].GetProperty("name").GetString().Should().Be("Mytool");
    }

    [Test]
    public async Task Long_author_name_is_cut_to_64_accepted_characters()
    {
        var body = await SendAsync(null, new AIMessage(AIRole.User, "Hi") { AuthorName = "<" + new string('a', 60) + " " + new string('b', 60) });

        body.GetProperty("messages")[0].GetProperty("name").GetString().Should().Be(new string('a', 60) + "bbbb");
    }

    [Test]
    public async Task Author_name_of_a_raw_message_is_sent_unchanged()
    {
        var raw = new ChatMessage { Role = ChatRole.User, Content = "Hi", Name = "My Agent" };

        var body = await SendAsync(null, new AIMessage(AIRole.User, "Hi") { RawRepresentation = raw });

        body.GetProperty("messages")[0].GetProperty("name").GetString().Should().Be("My Agent");
    }

    [Test]
    public async Task Image_data_is_sent_inline() =>
        (await SendAsync(AIRole.User, new DataContent(_bytes, "image/png")))
            .Should().Be("""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}]""");

    [Test]
    public async Task Image_url_is_sent_unchanged_with_its_detail() =>
        (await SendAsync(AIRole.User, new UriContent("https://host/a%20b.png?x=%2F", "image/*") { AdditionalProperties = new() { ["detail"] = "low" } }))
            .Should().Be("""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://host/a%20b.png?x=%2F","detail":"low"}}]}]""");

    [TestCase("audio/wav", "wav")]
    [TestCase("audio/x-wav", "wav")]
    [TestCase("audio/mpeg", "mp3")]
    [TestCase("audio/mp3", "mp3")]
    [TestCase("audio/flac", "flac")]
    public async Task Audio_is_sent_with_its_format(string mediaType, string format) =>
        (await SendAsync(AIRole.User, new DataContent(_bytes, mediaType)))
            .Should().Be($$$"""[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AQID","format":"{{{format}}}"}}]}]""");

    [Test]
    public async Task File_data_is_sent_with_its_name() =>
        (await SendAsync(AIRole.User, new DataContent(_bytes, "application/pdf") { Name = "a.pdf" }))
            .Should().Be("""[{"role":"user","content":[{"type":"file","file":{"file_data":"data:application/pdf;base64,AQID","filename":"a.pdf"}}]}]""");

    [Test]
    public async Task Uploaded_file_is_sent_by_its_id() =>
        (await SendAsync(AIRole.User, new HostedFileContent("file-1"))).Should().Be("""[{"role":"user","content":[{"type":"file","file":{"file_id":"file-1"}}]}]""");

    [Test]
    public async Task Additional_property_is_sent_only_if_it_is_a_JsonNode_or_a_JsonElement()
    {
        TextContent text = new("Hi") { AdditionalProperties = new() { ["cache_control"] = new JsonObject { ["type"] = "ephemeral" }, ["note"] = "mine" } };
        AIMessage message = new(AIRole.User, [text]) { AdditionalProperties = new() { ["tag"] = JsonDocument.Parse("7").RootElement, ["note"] = 1 } };

        var body = await SendAsync(null, message);

        body.GetProperty("messages").GetRawText().Should().Be("""[{"role":"user","content":[{"type":"text","text":"Hi","cache_control":{"type":"ephemeral"}}],"tag":7}]""");
    }

    [Test]
    public async Task Raw_message_is_sent_unchanged()
    {
        var raw = ChatMessage.User("raw").WithField("x", 1);

        var body = await SendAsync(null, new AIMessage(AIRole.User, "Hi") { RawRepresentation = raw });

        body.GetProperty("messages").GetRawText().Should().Be("""[{"role":"user","content":"raw","x":1}]""");
    }

    [Test]
    public async Task Raw_part_of_an_unknown_type_is_sent_unchanged()
    {
        var video = new UnknownPart { Type = "video_url" }.WithField("video_url", new JsonObject { ["url"] = "https://host/a.mp4" });

        var sent = await SendAsync(AIRole.User, new UriContent("https://host/a.mp4", "video/mp4") { RawRepresentation = video });

        sent.Should().Be("""[{"role":"user","content":[{"type":"video_url","video_url":{"url":"https://host/a.mp4"}}]}]""");
    }

    [Test]
    public async Task Changed_text_takes_precedence_over_the_raw_part()
    {
        TextContent text = new("new") { RawRepresentation = ContentPart.FromText("old") };

        (await SendAsync(AIRole.User, text)).Should().Be("""[{"role":"user","content":"new"}]""");
    }

    [Test]
    public async Task Usage_content_is_not_sent() =>
        (await SendAsync(AIRole.Assistant, new TextContent("Hi"), new UsageContent(new()))).Should().Be("""[{"role":"assistant","content":"Hi"}]""");

    [Test]
    public async Task Refusal_is_sent_back_as_a_refusal() =>
        (await SendAsync(AIRole.Assistant, new ErrorContent("No.") { ErrorCode = "Refusal" })).Should().Be("""[{"role":"assistant","refusal":"No.","content":null}]""");

    [Test]
    public async Task Message_list_that_is_null_or_empty_or_contains_null_throws()
    {
        await FluentActions.Awaiting(() => Chat.GetResponseAsync((IEnumerable<AIMessage>)null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("messages");
        FluentActions.Invoking(() => Chat.GetStreamingResponseAsync((IEnumerable<AIMessage>)null!)).Should().Throw<ArgumentNullException>().WithParameterName("messages");
        await FluentActions.Awaiting(() => Chat.GetResponseAsync([null!])).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Chat.GetResponseAsync([])).Should().ThrowAsync<ArgumentException>();
    }
}
