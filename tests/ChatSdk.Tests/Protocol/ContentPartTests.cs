using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests the JSON of content parts.</summary>
[TestFixture]
public sealed class ContentPartTests
{
    private static IEnumerable<TestCaseData> Parts =>
    [
        Case("text", ContentPart.FromText("Hi"), """{"type":"text","text":"Hi"}"""),
        Case("image address", ContentPart.FromImage("https://h/i.png"), """{"type":"image_url","image_url":{"url":"https://h/i.png"}}"""),
        Case("image detail", ContentPart.FromImage("http://u", "low"), """{"type":"image_url","image_url":{"url":"http://u","detail":"low"}}"""),
        Case("image bytes", ContentPart.FromImage([1, 2, 255], "image/png"), """{"type":"image_url","image_url":{"url":"data:image/png;base64,AQL/"}}"""),
        Case("audio", ContentPart.FromAudio([1, 2, 255], "wav"), """{"type":"input_audio","input_audio":{"data":"AQL/","format":"wav"}}"""),
        Case("file", ContentPart.FromFile(new() { FileId = "f" }), """{"type":"file","file":{"file_id":"f"}}"""),
        Case("refusal", new RefusalPart { Refusal = "no" }, """{"type":"refusal","refusal":"no"}"""),
        Case("unknown", new UnknownPart { Type = "later" }.WithField("x", 1), """{"type":"later","x":1}"""),
    ];

    [TestCaseSource(nameof(Parts))]
    public void Part_has_the_expected_json(ContentPart part, string json) =>
        JsonAssert.AreEqual($$"""{"content":[{{json}}]}""", WireJson.Write(new ChatMessage { Content = [part] }));

    [TestCaseSource(nameof(Parts))]
    public void Deserialized_part_equals_the_original(ContentPart part, string json) =>
        WireJson.Read<ChatMessage>($$"""{"content":[{{json}}]}""").Content!.Cast<ContentPart>().Should().Equal(part);

    [Test]
    public void WithField_does_not_change_the_original_part()
    {
        var part = ContentPart.FromText("Hi");

        var marked = part.WithField("cache_control", true);

        part.ExtraFields.Should().BeEmpty();
        marked.Should().BeOfType<TextPart>().And.NotBe(part);
    }

    private static TestCaseData Case(string name, ContentPart part, string json) => new TestCaseData(part, json).SetArgDisplayNames(name);
}
