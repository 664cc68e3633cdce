using System.Text.Json;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.FirstGuess;

/// <summary>Tests that messages and content can be created in the ways a developer would guess first.</summary>
[TestFixture]
public sealed class MessageGuessTests : GuessTest
{
    private const string LookAtIt = """[{"type":"text","text":"Look."},{"type":"image_url","image_url":{"url":"http://x/a.png"}}]""";

    private static readonly TextPart _text = ContentPart.FromText("Look.");
    private static readonly ImagePart _image = ContentPart.FromImage("http://x/a.png");

    [Test]
    public void User_message_can_be_created_from_parts_in_many_ways()
    {
        List<ContentPart> list = [_text, _image];
        ContentPart[] array = [_text, _image];
        IEnumerable<ContentPart> sequence = list.Where(_ => true);

        ChatMessage[] messages =
        [
            ChatMessage.User(list),
            ChatMessage.User(array),
            ChatMessage.User([_text, _image]),
            ChatMessage.User([.. sequence]),
            ChatMessage.User(_text, _image),
            ChatMessage.User("Look.", _image),
            ChatMessage.User("Look.", [_image]),
            new() { Role = "user", Content = list },
            new() { Role = "user", Content = array },
            new() { Role = "user", Content = new(sequence) },
        ];

        messages.Should().AllSatisfy(message => JsonAssert.AreEqual($$"""{"role":"user","content":{{LookAtIt}}}""", WireJson.Write(message)));
    }

    [Test]
    public void Content_can_be_a_single_part_or_text()
    {
        JsonAssert.AreEqual("""{"role":"user","content":[{"type":"text","text":"Look."}]}""", WireJson.Write(ChatMessage.User(_text)));
        JsonAssert.AreEqual("""{"role":"user","content":"Look."}""", WireJson.Write(ChatMessage.User("Look.")));
        new ChatMessage { Content = _text }.Content!.Parts.Should().Equal(_text);
    }

    [Test]
    public void Messages_with_roles_other_than_user_can_be_created_from_parts()
    {
        ChatMessage[] messages =
        [
            ChatMessage.System([_text, _image]),
            ChatMessage.Developer([_text, _image]),
            ChatMessage.Assistant([_text, _image]),
            ChatMessage.Tool("call_1", [_text, _image]),
            ChatMessage.Tool(new ChatToolCall { Id = "call_1" }, [_text, _image]),
        ];

        messages.Select(message => message.Role == "system" ? "s" : $"{message.Role}"[..1]).Should().Equal("s", "d", "a", "t", "t");
        messages.Should().AllSatisfy(message => JsonAssert.AreEqual(LookAtIt, WireJson.Write(message).GetProperty("content")));
    }

    [Test]
    public async Task ToString_returns_the_text_of_content_and_messages_but_not_of_responses()
    {
        Server.AnswersText("Hello").Streams("Hel", "lo");

        var answer = await Client.CreateAsync("Hi", Guard);
        var printed = "";
        await foreach (var chunk in Client.CreateStreamAsync("Hi", Guard))
        {
            printed += chunk.Choices[0].Delta?.Content;
        }

        $"{answer.Message}".Should().Be("Hello");
        $"{answer.Choices[0].Message!.Content}".Should().Be("Hello");
        printed.Should().Be("Hello");
        $"{ChatMessage.User("Look.", _image)}|{new ChatMessage()}".Should().Be("Look.|");
        $"{answer}".Should().Be(nameof(ChatCompletion), "ToString of a response returns its type name");
    }

    [Test]
    public void Compiler_rejects_casts_from_collection_interfaces_because_they_would_throw()
    {
        // The compiler rejects a cast from an interface to a sealed type that does not implement this interface.
        Type[] types = [typeof(ChatContent), typeof(ChatToolset), typeof(StopSequences), typeof(TextPrompt), typeof(ChatMap<string>)];

        types.Should().AllSatisfy(type =>
        {
            type.IsSealed.Should().BeTrue();
            type.GetInterfaces().Where(implemented => implemented.IsGenericType && implemented.Namespace!.StartsWith("System.Collections", StringComparison.Ordinal)).Should().BeEmpty();
        });
    }

    [Test]
    public void Part_with_an_extra_field_can_be_serialized_and_deserialized_as_its_own_type()
    {
        var part = _text.WithField("cache_control", "ephemeral");

        var json = JsonSerializer.Serialize(part);
        var back = JsonSerializer.Deserialize<TextPart>(json)!;

        json.Should().Be("""{"type":"text","text":"Look.","cache_control":"ephemeral"}""");
        back.Should().Be(part);
    }

    [Test]
    public void Every_kind_of_part_can_be_serialized_and_deserialized_as_its_own_type()
    {
        ContentPart[] parts =
        [
            _text, _image, ContentPart.FromAudio([1], "wav"), ContentPart.FromFile(new FileReference { FileId = "f" }), new RefusalPart { Refusal = "No." },
            new ThinkingPart { Thinking = JsonElement.Parse("\"Hm.\"") }, new UnknownPart { Type = "video" }.WithField("url", "v"),
        ];

        parts.Select(part => part.GetType()).Should().BeEquivalentTo(typeof(ContentPart).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(ContentPart))));
        parts.Should().AllSatisfy(part =>
        {
            var json = JsonSerializer.Serialize(part, part.GetType());
            json.Should().Be(JsonSerializer.Serialize<ContentPart>(part));
            JsonSerializer.Deserialize(json, part.GetType()).Should().Be(part);
        });
        FluentActions.Invoking(() => JsonSerializer.Deserialize<TextPart>("""{"type":"image_url","image_url":{"url":"u"}}""")).Should().Throw<JsonException>().WithMessage("*TextPart*");
    }
}
