using ChatSdk.Testing;

namespace ChatSdk.Tests.FirstGuess;

/// <summary>Tests calls in the forms a developer would guess first: with a prompt, messages or a type, with the cancellation token as the second argument, and with <c>Try…</c> methods.</summary>
[TestFixture]
public sealed class CallGuessTests : GuessTest
{
    private static readonly List<ChatMessage> _messages = [ChatMessage.System("Be brief."), ChatMessage.User("Hi")];

    [Test]
    public async Task Messages_can_be_any_collection()
    {
        await Client.CreateAsync(_messages, cancellationToken: Guard);
        await Client.CreateAsync(_messages.ToArray(), cancellationToken: Guard);
        await Client.CreateAsync(_messages.Where(_ => true), cancellationToken: Guard);
        await Client.CreateAsync([ChatMessage.System("Be brief."), ChatMessage.User("Hi")], cancellationToken: Guard);
        await ReadAsync(Client.CreateStreamAsync(_messages, cancellationToken: Guard));
        await ReadAsync(Client.CreateStreamAsync([ChatMessage.System("Be brief."), ChatMessage.User("Hi")]));

        Server.Requests.Select(request => string.Join(' ', request.Chat!.Messages)).Should().HaveCount(6).And.OnlyContain(text => text == "Be brief. Hi");
    }

    [Test]
    public async Task Empty_or_null_list_of_messages_throws_before_anything_is_sent()
    {
        await Client.Invoking(client => client.CreateAsync([], cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>().WithMessage("*Messages*");
        await Client.Invoking(client => client.CreateAsync((IEnumerable<ChatMessage>)null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("messages");

        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Cancellation_token_can_be_the_second_argument()
    {
        var request = new ChatCompletionRequest { Messages = _messages };

        await Client.CreateAsync("Hi", Guard);
        await Client.CreateAsync(request, Guard);
        await Client.CreateAsync(_messages, Guard);
        await ReadAsync(Client.CreateStreamAsync("Hi", Guard));
        await ReadAsync(Client.CreateStreamAsync(request, Guard));
        await ReadAsync(Client.CreateStreamAsync(_messages, Guard));
        var models = await Client.ListModelsAsync(Guard);

        Server.Requests.Should().HaveCount(7);
        models.Should().ContainSingle();
    }

    [Test]
    public async Task Cancellation_token_as_second_argument_cancels_the_call()
    {
        using var source = new CancellationTokenSource();
        Server.Answers(FakeAnswer.Json("{").ThenHangs());

        var call = Client.CreateAsync("Hi", source.Token);
        await Server.NextRequestAsync(Guard);
        await source.CancelAsync();

        (await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(source.Token);
    }

    [Test]
    public async Task Request_and_options_can_be_target_typed()
    {
        await Client.CreateAsync(new() { Messages = _messages }, cancellationToken: Guard);
        await Client.CreateAsync(new() { Messages = _messages }, Guard);
        await Client.CreateAsync("Hi", new() { Headers = { ["X-Test"] = "1" } });
        await Client.TryCreateAsync(new() { Messages = _messages }, new() { MaxRetries = 0 }, Guard);
        await Client.CreateTextAsync(new() { Prompt = "Once" }, cancellationToken: Guard);

        Server.Requests.Should().HaveCount(5);
        Server.Requests[2].Headers.Should().Contain("X-Test", "1");
    }

    [Test]
    public async Task Prompt_can_be_passed_to_the_Try_methods()
    {
        Server.AnswersText("Hello").AnswersError(400, "No.").Streams("Hel", "lo").AnswersError(400, "No.");

        var answer = await Client.TryCreateAsync("Hi", cancellationToken: Guard);
        var failure = await Client.TryCreateAsync("Hi", cancellationToken: Guard);
        var text = "";
        await foreach (var chunk in Client.TryCreateStreamAsync("Hi", cancellationToken: Guard))
        {
            text += chunk.Value?.Text;
        }

        ChatException? broken = null;
        await foreach (var chunk in Client.TryCreateStreamAsync("Hi", cancellationToken: Guard))
        {
            broken = chunk.Error;
        }

        answer.Value!.Text.Should().Be("Hello");
        failure.Error.Should().BeOfType<ChatApiException>().Which.Message.Should().Contain("No.");
        text.Should().Be("Hello");
        broken.Should().BeOfType<ChatApiException>();
    }

    [Test]
    public async Task Typed_call_has_a_Try_method()
    {
        Server.Answers(Answer(Paris)).Answers(Answer("not JSON")).Answers(Answer(Paris)).Answers(Answer("not JSON"));
        var request = new ChatCompletionRequest { Messages = _messages };

        var answer = await Client.TryCreateAsync("Which city?", GuessContext.Default.City, cancellationToken: Guard);
        var failure = await Client.TryCreateAsync(request, GuessContext.Default.City, cancellationToken: Guard);
        var last = await LastAsync(Client.TryCreateStreamAsync(request, GuessContext.Default.City, cancellationToken: Guard));
        var broken = await LastAsync(Client.TryCreateStreamAsync(request, GuessContext.Default.City, cancellationToken: Guard));

        answer.Value!.Value.Should().Be(new City("Paris", 2));
        failure.Error.Should().BeOfType<ChatFormatException>();
        last.Value!.Value.Should().Be(new City("Paris", 2));
        broken.Error.Should().BeOfType<ChatFormatException>();
    }

    [Test]
    public async Task Typed_call_accepts_messages()
    {
        Server.Answers(Answer(Paris)).Answers(Answer(Paris));

        var answer = await Client.CreateAsync(_messages, GuessContext.Default.City, cancellationToken: Guard);
        City? last = null;
        await foreach (var snapshot in Client.CreateStreamAsync(_messages, GuessContext.Default.City, cancellationToken: Guard))
        {
            last = snapshot.Value;
        }

        answer.Value.Should().Be(new City("Paris", 2));
        last.Should().Be(answer.Value);
        SentMessages.Should().Be("system:Be brief. user:Hi");
    }

    [Test]
    public async Task Prompt_can_be_passed_to_text_completions()
    {
        var text = await Client.CreateTextAsync("Once upon", cancellationToken: Guard);
        var streamed = "";
        await foreach (var chunk in Client.CreateTextStreamAsync("Once upon", cancellationToken: Guard))
        {
            streamed += chunk.Text;
        }

        text.Text.Should().Be("You said: Once upon");
        streamed.Should().Be(text.Text);
        await Client.Invoking(client => client.CreateTextAsync("")).Should().ThrowAsync<ArgumentException>().WithParameterName("prompt");
    }

    [Test]
    public async Task CreateMany_accepts_strings_and_returns_an_error_for_an_empty_one()
    {
        string[] prompts = ["one", "", "three"];
        SortedList<int, string> results = [];

        await foreach (var result in Client.CreateManyAsync(prompts, cancellationToken: Guard))
        {
            results[result.Index] = result.Completion?.Text ?? result.Error!.GetType().Name;
        }

        results.Values.Should().Equal("You said: one", nameof(ArgumentException), "You said: three");
    }

    [Test]
    public async Task Tool_run_needs_only_a_prompt_and_tools()
    {
        var upper = ChatTool.FromDelegate((string text) => text.ToUpperInvariant(), "upper", "Makes text upper case.");
        Server.CallsTool("upper", """{"text":"a"}""").AnswersText("Done").CallsTool("upper", """{"text":"b"}""").AnswersText("Done");

        var run = await Client.RunToolsAsync("Hi", [upper], cancellationToken: Guard);
        ChatToolRun? streamed = null;
        await foreach (var step in Client.RunToolsStreamAsync("Hi", [upper], cancellationToken: Guard))
        {
            streamed = step.Run;
        }

        string.Join(' ', run.Messages).Should().Be("Hi  A Done");
        string.Join(' ', streamed!.Messages).Should().Be("Hi  B Done");
    }

    [Test]
    public async Task Tool_run_has_a_Try_method()
    {
        var broken = ChatTool.FromDelegate(() => int.Parse("x", provider: null), "broken");
        var request = new ChatCompletionRequest { Messages = _messages, Tools = [broken] };
        Server.CallsTool("broken", "{}").AnswersText("Done").CallsTool("broken", "{}").CallsTool("broken", "{}");

        var run = await Client.TryRunToolsAsync(request, cancellationToken: Guard);
        var failure = await Client.TryRunToolsAsync(request, new() { StopOnToolError = true }, cancellationToken: Guard);
        var last = await LastAsync(Client.TryRunToolsStreamAsync(request, new() { StopOnToolError = true }, cancellationToken: Guard));

        run.Value!.Text.Should().Be("Done");
        failure.Error.Should().BeOfType<ChatToolRunException>().Which.ToolRun!.Messages.Should().HaveCount(3);
        last.Error.Should().BeOfType<ChatToolRunException>();
    }

    private static async Task<ChatResult<T>> LastAsync<T>(IAsyncEnumerable<ChatResult<T>> results)
        where T : class
    {
        ChatResult<T> last = default;
        await foreach (var result in results.WithCancellation(Guard))
        {
            last = result;
        }

        return last;
    }
}
