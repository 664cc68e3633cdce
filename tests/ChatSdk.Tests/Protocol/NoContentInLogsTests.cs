using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests that a record in a log shows its type name, and nothing of the prompt or the answer; content and messages are text.</summary>
[TestFixture]
public sealed class NoContentInLogsTests
{
    private static IEnumerable<Type> Records => typeof(WireRecord).Assembly.GetExportedTypes()
        .Where(type => type.IsAssignableTo(typeof(WireRecord)) && !type.IsAbstract && type != typeof(ChatMessage));

    [TestCaseSource(nameof(Records))]
    public void Record_shows_its_name_only(Type type)
    {
        var record = (WireRecord)Activator.CreateInstance(type)!;
        foreach (var property in SampleValues.WireProperties(type))
        {
            property.SetValue(record, SampleValues.Of(property.PropertyType).Value);
        }

        record.WithField("x", "words").ToString().Should().Be(type.Name);
        $"{record}".Should().Be(type.Name);
    }

    [Test]
    public void Values_that_are_not_records_show_no_content_either()
    {
        object[] values =
        [
            TextPrompt.FromString("words"),
            ChatToolset.FromTools([ChatTool.CreateFunction("words", "words")]),
            ToolChoice.Function("words"),
            StopSequences.FromString("words"),
            new ChatMap<string> { ["words"] = "words" },
            new ChatMessage { Content = "words" }.WithField("words", "words").ExtraFields,
            new ChatCompletionRequest { Messages = [ChatMessage.User("words")], Stop = ["words"] }.Messages,
        ];

        values.Select(value => value.ToString()).Should().OnlyContain(text => !text!.Contains("words", StringComparison.Ordinal));
    }

    [Test]
    public void Open_enums_show_their_value() =>
        new[] { ChatRole.User.ToString(), FinishReason.Stop.ToString(), ServiceTier.Flex.ToString(), ReasoningEffort.Low.ToString(), default(ChatRole).ToString() }
            .Should().Equal("user", "stop", "flex", "low", "");
}
