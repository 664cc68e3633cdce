using System.Runtime.CompilerServices;

namespace ChatSdk.Extensions.AI.Tests.Messages;

/// <summary>Tests that every kind of content is either accepted or rejected. If Microsoft adds a kind, the first test fails.</summary>
[TestFixture]
public sealed class ContentKindTests : AdapterTest
{
    private static readonly string[] _accepted =
    [
        nameof(DataContent), nameof(ErrorContent), nameof(FunctionCallContent), nameof(FunctionResultContent), nameof(HostedFileContent),
        nameof(TextContent), nameof(TextReasoningContent), nameof(UriContent), nameof(UsageContent),
    ];

    private static readonly string[] _rejected =
    [
        "CodeInterpreterToolCallContent", "CodeInterpreterToolResultContent", "HostedVectorStoreContent", "ImageGenerationToolCallContent",
        "ImageGenerationToolResultContent", "InputRequestContent", "InputResponseContent", "McpServerToolCallContent", "McpServerToolResultContent",
        "ToolApprovalRequestContent", "ToolApprovalResponseContent", "ToolCallContent", "ToolResultContent", "WebSearchToolCallContent", "WebSearchToolResultContent",
    ];

    private static IEnumerable<Type> Kinds => typeof(AIContent).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(AIContent)));

    private static IEnumerable<string> Rejected => _rejected.Append(nameof(AIContent));

    [Test]
    public void Every_kind_is_listed_as_accepted_or_as_rejected() =>
        Kinds.Select(type => type.Name).Should().BeEquivalentTo(_accepted.Concat(_rejected));

    [TestCaseSource(nameof(Rejected))]
    public async Task Exception_for_a_rejected_kind_names_its_type(string name)
    {
        // Most of these types are still experimental and have no public constructor.
        var kind = Kinds.Append(typeof(AIContent)).Single(type => type.Name == name);
        var content = (AIContent)RuntimeHelpers.GetUninitializedObject(kind);

        await FluentActions.Awaiting(() => SendAsync(AIRole.User, content)).Should().ThrowAsync<NotSupportedException>().WithMessage($"{name} cannot be sent *");

        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Unsupported_variant_of_an_accepted_kind_throws()
    {
        AIContent[] contents = [new DataContent(new byte[] { 1 }, "video/mp4"), new UriContent("https://host/a.mp3", "audio/mpeg"), new ErrorContent("Boom.") { ErrorCode = "500" }];

        foreach (var content in contents)
        {
            await FluentActions.Awaiting(() => SendAsync(AIRole.User, content)).Should().ThrowAsync<NotSupportedException>().WithMessage($"{content.GetType().Name} *");
        }
    }

    [Test]
    public async Task Tool_message_without_a_result_throws() =>
        await FluentActions.Awaiting(() => SendAsync(AIRole.Tool, new TextContent("Snow"))).Should().ThrowAsync<ArgumentException>().WithMessage("*role 'tool'*");
}
