using ChatSdk.Testing;

namespace ChatSdk.Tests;

/// <summary>Tests the <c>Try…</c> methods, which return failures as results.</summary>
[TestFixture]
public sealed class ChatClientResultTests : ClientTest
{
    private static readonly ChatCompletionRequest _hello = new() { Messages = [ChatMessage.User("Hi")] };

    [Test]
    public async Task Successful_result_has_a_value()
    {
        Server.AnswersJson(Hi);

        var result = await Client.TryCreateAsync(_hello, cancellationToken: Guard);

        result.IsSuccess.Should().BeTrue();
        result.Value!.Text.Should().Be("Hi");
        result.Error.Should().BeNull();
    }

    [Test]
    public async Task Failed_result_has_the_server_error()
    {
        Server.AnswersError(401, "No.");

        var result = await Client.TryCreateAsync(_hello, cancellationToken: Guard);

        result.IsSuccess.Should().BeFalse();
        result.Value.Should().BeNull();
        result.Error.Should().BeOfType<ChatApiException>().Which.Kind.Should().Be(ChatErrorKind.Authentication);
    }

    [Test]
    public async Task TryCreateTextAsync_returns_failure_and_success_as_results()
    {
        Server.AnswersError(401, "No.");

        (await Client.TryCreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard)).IsSuccess.Should().BeFalse();
        (await Client.TryCreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard)).Value!.Text.Should().Be("You said: Hi");
    }

    [Test]
    public async Task Stream_that_is_cut_off_ends_with_a_failed_result()
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
    public async Task Rejected_stream_request_returns_a_single_failed_result()
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
    public async Task Cancellation_and_invalid_arguments_still_throw()
    {
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();

        await Client.Invoking(client => client.TryCreateAsync(_hello, cancellationToken: canceled.Token)).Should().ThrowAsync<OperationCanceledException>();
        await Client.Invoking(client => client.TryCreateAsync(new() { Messages = [] }, cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>();
    }
}
