using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests that <c>ToString</c> returns no part of the prompt or the answer, except for messages and their content. For most records, it returns only the name of the type.</summary>
[TestFixture]
public sealed class NoContentInLogsTests
{
    private static IEnumerable<Type> Records => typeof(WireRecord).Assembly.GetExportedTypes()
        .Where(type => type.IsAssignableTo(typeof(WireRecord)) && !type.IsAbstract && type != typeof(ChatMessage) && type != typeof(ChatUsage));

    [TestCaseSource(nameof(Records))]
    public void ToString_of_a_record_is_its_type_name(Type type)
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
    public void ToString_of_a_usage_contains_only_its_counts() =>
        new ChatUsage { PromptTokens = 9, TotalTokens = 1200 }.WithField("x", "words").ToString()
            .Should().Be("ChatUsage { PromptTokens = 9, CompletionTokens = , TotalTokens = 1200 }");

    [Test]
    public void ToString_of_unions_maps_and_lists_contains_no_content()
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
    public void ToString_of_an_extensible_enum_is_its_value() =>
        new[] { ChatRole.User.ToString(), FinishReason.Stop.ToString(), ServiceTier.Flex.ToString(), ReasoningEffort.Low.ToString(), default(ChatRole).ToString() }
            .Should().Equal("user", "stop", "flex", "low", "");
}
