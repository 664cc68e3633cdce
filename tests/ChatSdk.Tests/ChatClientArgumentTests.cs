namespace ChatSdk.Tests;

/// <summary>
/// Tests that an invalid call throws before anything is sent, that later changes to the options have no effect, and that the client does
/// not change the request object.
/// </summary>
[TestFixture]
public sealed class ChatClientArgumentTests : ClientTest
{
    private static readonly ChatMessage[] _hello = [ChatMessage.User("Hi")];

    private static IEnumerable<TestCaseData> InvalidCalls =>
    [
        new TestCaseData(null, null, "request").SetArgDisplayNames("null"),
        new TestCaseData(new ChatCompletionRequest { Messages = _hello }, null, "Model").SetArgDisplayNames("no model"),
        new TestCaseData(new ChatCompletionRequest { Model = " ", Messages = _hello }, null, "Model").SetArgDisplayNames("a blank model"),
        new TestCaseData(new ChatCompletionRequest { Messages = [] }, null, "Messages").SetArgDisplayNames("no message"),
        new TestCaseData(new ChatCompletionRequest { Messages = null! }, null, "Messages").SetArgDisplayNames("null messages"),
        new TestCaseData(new ChatCompletionRequest { Messages = _hello }, new ChatCallOptions { MaxRetries = -1 }, "MaxRetries").SetArgDisplayNames("negative retries"),
        new TestCaseData(new ChatCompletionRequest { Messages = _hello }, new ChatCallOptions { AttemptTimeout = TimeSpan.Zero }, "AttemptTimeout").SetArgDisplayNames("a zero timeout"),
        new TestCaseData(new ChatCompletionRequest { Messages = _hello }, new ChatCallOptions { Headers = { ["X"] = "a\nb" } }, "Headers").SetArgDisplayNames("an invalid header"),
    ];

    [TestCaseSource(nameof(InvalidCalls))]
    public async Task Create_throws_for_an_invalid_call(ChatCompletionRequest? request, ChatCallOptions? options, string named)
    {
        Options.Model = named == "Model" ? null : "m";

        var act = () => Client.CreateAsync(request!, options, Guard);

        (await act.Should().ThrowAsync<ArgumentException>()).WithMessage($"*{named}*");
        Server.Requests.Should().BeEmpty();
    }

    [TestCaseSource(nameof(InvalidCalls))]
    public void CreateStream_throws_for_an_invalid_call_before_enumeration(ChatCompletionRequest? request, ChatCallOptions? options, string named)
    {
        Options.Model = named == "Model" ? null : "m";

        var act = () => Client.CreateStreamAsync(request!, options, Guard);

        act.Should().Throw<ArgumentException>().WithMessage($"*{named}*");
        Server.Requests.Should().BeEmpty();
    }

    [TestCase(null)]
    [TestCase("")]
    public async Task Null_or_empty_prompt_throws(string? prompt)
    {
        var create = () => Client.CreateAsync(prompt!);
        var stream = () => Client.CreateStreamAsync(prompt!);

        await create.Should().ThrowAsync<ArgumentException>().WithParameterName(nameof(prompt));
        stream.Should().Throw<ArgumentException>().WithParameterName(nameof(prompt));
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public void CreateTextStream_throws_for_an_invalid_call_before_enumeration()
    {
        FluentActions.Invoking(() => Client.CreateTextStreamAsync(new() { Prompt = null! })).Should().Throw<ArgumentException>().WithMessage("*Prompt*");
        FluentActions.Invoking(() => Client.CreateTextStreamAsync(null!)).Should().Throw<ArgumentNullException>().WithParameterName("request");
    }

    [Test]
    public async Task Changes_to_the_options_after_the_client_was_created_have_no_effect()
    {
        Options.ApiKey = "sk-1";
        Options.Headers["X-Title"] = "before";
        var client = Client;
        Options.ApiKey = "sk-2";
        Options.Model = "other";
        Options.Headers["X-Title"] = "after";
        Options.Headers["X-New"] = "1";

        await client.CreateAsync("Hi", cancellationToken: Guard);

        var request = Server.Requests.Should().ContainSingle().Subject;
        request.Headers.Should().Contain("Authorization", "Bearer sk-1").And.Contain("X-Title", "before").And.NotContainKey("X-New");
        request.Json!.Value.GetProperty("model").GetString().Should().Be("m");
    }

    [Test]
    public async Task Request_object_of_the_caller_is_not_changed()
    {
        var request = new ChatCompletionRequest { Messages = _hello };

        await ReadAsync(Client.CreateStreamAsync(request, cancellationToken: Guard));

        request.Stream.Should().BeNull();
        request.Model.Should().BeNull();
    }
}
