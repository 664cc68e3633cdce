using ChatSdk.Testing;

namespace ChatSdk.Tests;

/// <summary>The form that gives failures as results.</summary>
[TestFixture]
public sealed class ChatClientResultTests : ClientTest
{
    private static readonly ChatCompletionRequest _hello = new() { Messages = [ChatMessage.User("Hi")] };

    [Test]
    public async Task Success_has_the_value()
    {
        Server.AnswersJson(Hi);

        var result = await Client.TryCreateAsync(_hello, cancellationToken: Guard);

        result.IsSuccess.Should().BeTrue();
        result.Value!.Text.Should().Be("Hi");
        result.Error.Should().BeNull();
    }

    [Test]
    public async Task Refusal_of_the_server_is_the_error()
    {
        Server.AnswersError(401, "No.");

        var result = await Client.TryCreateAsync(_hello, cancellationToken: Guard);

        result.IsSuccess.Should().BeFalse();
        result.Value.Should().BeNull();
        result.Error.Should().BeOfType<ChatApiException>().Which.Kind.Should().Be(ChatErrorKind.Authentication);
    }

    [Test]
    public async Task Text_completion_has_the_form_too()
    {
        Server.AnswersError(401, "No.");

        (await Client.TryCreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard)).IsSuccess.Should().BeFalse();
        (await Client.TryCreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard)).Value!.Text.Should().Be("You said: Hi");
    }

    [Test]
    public async Task Stream_that_breaks_ends_with_the_error()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), Piece("lo")));
        List<ChatResult<ChatCompletionChunk>> results = [];

        await foreach (var result in Client.TryCreateStreamAsync(_hello, cancellationToken: Guard))
        {
            results.Add(result);
        }

        results.Select(result => result.IsSuccess).Should().Equal(true, true, false);
        results[^1].Error!.Partial!.Text.Should().Be("Hello");
    }

    [Test]
    public async Task Stream_that_is_refused_is_one_error()
    {
        Server.AnswersError(400, "No.");
        List<ChatResult<ChatCompletionChunk>> results = [];

        await foreach (var result in Client.TryCreateStreamAsync(_hello, cancellationToken: Guard))
        {
            results.Add(result);
        }

        results.Should().ContainSingle().Which.Error.Should().BeOfType<ChatApiException>();
    }

    [Test]
    public async Task Cancellation_and_mistakes_still_throw()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Client.Invoking(client => client.TryCreateAsync(_hello, cancellationToken: cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
        await Client.Invoking(client => client.TryCreateAsync(new() { Messages = [] }, cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>();
    }
}
