using System.Reflection;
using ApiReference;

namespace ChatSdk.Docs.Tests;

/// <summary>Tests the pages that are generated from the XML comments.</summary>
[TestFixture]
public sealed class ApiReferenceTests
{
    private static readonly Reference _reference = Reference.OfPackages();

    private static readonly Dictionary<string, string> _pages = _reference.Pages().ToDictionary(page => page.Name, page => page.Text, StringComparer.Ordinal);

    [Test]
    public void Public_types_of_ChatSdk_have_a_page_and_a_link_in_the_index()
    {
        var types = typeof(ChatClient).Assembly.GetExportedTypes();

        _pages.Keys.Should().Contain(types.Select(type => $"{type.FullName!.Replace('`', '-')}.md"));
        _pages["index.md"].Should().ContainAll(types.Where(type => !type.IsGenericType).Select(type => $"[`{type.Name}`]({type.FullName}.md)"));
    }

    [Test]
    public void Index_starts_with_the_client_and_groups_types_by_feature()
    {
        var index = _pages["index.md"];

        index[..index.IndexOf("### Requests", StringComparison.Ordinal)].Should().Contain("| [`ChatClient`](ChatSdk.ChatClient.md) |").And.Contain("| [`ChatClientOptions`]");
        index.Should().Contain("### Tools").And.Contain("### Structured output").And.NotContain("### Other types", "each folder with public types needs an area in Areas.cs");
    }

    [Test]
    public void Page_about_ChatClient_has_the_methods_of_all_features_and_the_extension_methods()
    {
        var page = _pages["ChatSdk.ChatClient.md"];

        page.Should().ContainAll("| [`CreateAsync`](#createasync) |", "### RunToolsAsync", "### CreateEmbeddingsAsync", "### CreateManyAsync", "### TryCreateAsync", "### ListStoredCompletionsAsync");
        page[page.IndexOf("## Extension methods", StringComparison.Ordinal)..].Should().Contain("`IChatClient AsIChatClient(this ChatClient client)`");
    }

    [Test]
    public void Every_public_member_has_a_comment_and_no_reference_is_broken()
    {
        _reference.Problems.Should().BeEmpty();
    }

    [Test]
    public void Member_without_a_comment_is_reported()
    {
        var reference = new Reference([Assembly.GetExecutingAssembly()]);

        _ = reference.Pages().ToList();

        reference.Problems.Should().Contain(problem => problem.Contains(nameof(Page_shows_the_type_and_its_members), StringComparison.Ordinal));
    }

    [Test]
    public void Page_about_a_class_has_links_and_shows_its_members_and_its_declaration()
    {
        _pages["ChatSdk.ChatClient.md"].Should()
            .StartWith("# ChatClient\nclass in `ChatSdk`, package `ChatSdk`\n")
            .And.Contain("public sealed class ChatClient : IDisposable")
            .And.Contain("public ChatClient(string baseAddress, string? apiKey = null, string? model = null)")
            .And.Contain("public Task<ChatCompletion> CreateAsync(ChatCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)")
            .And.Contain("| `request` | [`ChatCompletionRequest`](ChatSdk.ChatCompletionRequest.md) | The request. |")
            .And.Contain("**Returns** `Task`&lt;[`ChatCompletion`](ChatSdk.ChatCompletion.md)&gt;: The answer.")
            .And.Contain("[`ChatException.Partial`](ChatSdk.ChatException.md#partial)")
            .And.Contain("[`HttpClient.Timeout`](https://learn.microsoft.com/dotnet/api/system.net.http.httpclient.timeout)");
    }

    [TestCase("ChatSdk.TextCompletionRequest.md", "required TextPrompt Prompt { get; init; }")]
    [TestCase("ChatSdk.ChatResult-1.md", "public readonly struct ChatResult<T>\n    where T : class")]
    [TestCase("ChatSdk.FinishReason.md", "public readonly record struct FinishReason")]
    [TestCase("ChatSdk.FinishReason.md", "| `Value` | `string` | The string that is used in the JSON. |")]
    [TestCase("ChatSdk.ChatErrorKind.md", "| <a id=\"quotaexhausted\"></a>`QuotaExhausted` |")]
    [TestCase("ChatSdk.WireRecordExtensions.md", "public static T WithField<T>(this T record, string name, JsonNode? value)\n    where T : WireRecord")]
    public void Page_shows_the_type_and_its_members(string page, string expected)
    {
        _pages[page].Should().Contain(expected);
    }

    [Test]
    public void Text_from_a_comment_is_escaped()
    {
        Markdown.Escape("a < b, {{ c }}, d | *e*").Should().Be("a &lt; b, &#123;&#123; c }}, d \\| \\*e\\*");
    }
}
