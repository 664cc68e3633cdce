using ChatSdk.Testing;

namespace ChatSdk.Extensions.AI.Tests;

/// <summary>
/// Tests that the adapter meets the requirements of <c>IChatClient</c> for services, disposal, cancellation, failures and thread safety.
/// </summary>
[TestFixture]
public sealed class ServiceTests : AdapterTest
{
    [Test]
    public void GetService_returns_the_client_the_metadata_or_the_adapter_and_null_for_other_types_or_with_a_key()
    {
        Chat.GetService<ChatClient>().Should().BeSameAs(Client);
        Chat.GetService<IChatClient>().Should().BeSameAs(Chat);
        Chat.GetService(Chat.GetType()).Should().BeSameAs(Chat);
        Chat.GetService<ChatClientMetadata>().Should().BeEquivalentTo(new { ProviderName = "openai", ProviderUri = new Uri(Server.BaseAddress), DefaultModelId = "m" });
        Chat.GetService<ChatOptions>().Should().BeNull();
        Chat.GetService(typeof(ChatClient), "key").Should().BeNull();
        FluentActions.Invoking(() => Chat.GetService(null!)).Should().Throw<ArgumentNullException>();
    }

    [Test]
    public void Metadata_has_the_address_without_its_query()
    {
        using ChatClient client = new("http://localhost:1/v1?key=secret");

        client.AsIChatClient().GetService<ChatClientMetadata>()!.ProviderUri.Should().Be(new Uri("http://localhost:1/v1"));
    }

    [Test]
    public void Null_client_throws() =>
        FluentActions.Invoking(() => ((ChatClient)null!).AsIChatClient()).Should().Throw<ArgumentNullException>().WithParameterName("client");

    [Test]
    public async Task Disposing_the_adapter_does_not_dispose_the_client()
    {
        Chat.Dispose();

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("You said: Hi");
    }

    [Test]
    public async Task Exceptions_from_the_client_are_not_wrapped()
    {
        Server.AnswersError(401, "Who are you?").AnswersError(401, "Who are you?");

        await FluentActions.Awaiting(() => Chat.GetResponseAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>().WithMessage("*Who are you?*");
        await FluentActions.Awaiting(() => Chat.GetStreamingResponseAsync("Hi", cancellationToken: Guard).ToChatResponseAsync(Guard)).Should().ThrowAsync<ChatApiException>();
    }

    [Test]
    public async Task Truncated_stream_returns_the_received_text_but_not_the_incomplete_tool_call_and_then_throws()
    {
        Server.Answers(FakeAnswer.Events(
            """{"choices":[{"index":0,"delta":{"content":"Let me see."}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\""}}]}}]}""").ThenCuts());
        List<ChatResponseUpdate> updates = [];

        var read = async () =>
        {
            await foreach (var update in Chat.GetStreamingResponseAsync("Hi", cancellationToken: Guard))
            {
                updates.Add(update);
            }
        };

        (await read.Should().ThrowAsync<ChatConnectionException>()).Which.Partial!.ToolCalls.Should().ContainSingle();
        updates.SelectMany(update => update.Contents).Should().ContainSingle().Which.Should().BeOfType<TextContent>();
    }

    [Test]
    public async Task Cancellation_exception_has_the_callers_token()
    {
        Server.AnswersAlways(FakeAnswer.Silence());
        using CancellationTokenSource callSource = new(), argumentSource = new(), loopSource = new();

        var call = Chat.GetResponseAsync("Hi", cancellationToken: callSource.Token);
        var streamWithArgument = Chat.GetStreamingResponseAsync("Hi", cancellationToken: argumentSource.Token).GetAsyncEnumerator(Guard).MoveNextAsync().AsTask();
        var streamWithLoopToken = Chat.GetStreamingResponseAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(loopSource.Token).MoveNextAsync().AsTask();
        await Server.NextRequestAsync(Guard);
        await Server.NextRequestAsync(Guard);
        await Server.NextRequestAsync(Guard);
        await Task.WhenAll(callSource.CancelAsync(), argumentSource.CancelAsync(), loopSource.CancelAsync());

        (await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(callSource.Token);
        (await FluentActions.Awaiting(() => streamWithArgument).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(argumentSource.Token);
        (await FluentActions.Awaiting(() => streamWithLoopToken).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(loopSource.Token);
    }

    [Test]
    public async Task Stream_is_requested_when_it_is_enumerated_and_can_be_enumerated_only_once()
    {
        var updates = Chat.GetStreamingResponseAsync("Hi", cancellationToken: Guard);
        Server.Requests.Should().BeEmpty();

        (await updates.ToChatResponseAsync(Guard)).Text.Should().Be("You said: Hi");

        await FluentActions.Awaiting(() => updates.ToChatResponseAsync(Guard)).Should().ThrowAsync<InvalidOperationException>();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Adapter_is_thread_safe()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async number => number % 2 == 0
            ? (number, (await Chat.GetResponseAsync($"{number}", cancellationToken: Guard)).Text)
            : (number, (await Chat.GetStreamingResponseAsync($"{number}", cancellationToken: Guard).ToChatResponseAsync(Guard)).Text)));

        answers.Should().OnlyContain(answer => answer.Text == $"You said: {answer.number}");
    }
}
