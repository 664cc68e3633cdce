using System.Text.Json;

namespace ChatSdk.Testing.Tests;

/// <summary>Tests how an answer is selected: from the first matching rule, otherwise from the queue, otherwise the default answer.</summary>
public sealed class FakeRuleTests : ClientTest
{
    [Test]
    public async Task Rule_answers_the_requests_that_match_its_condition()
    {
        Server.Given(r => r.Messages[^1].Text == "hi").Streams("Hel", "lo").ThenCuts();

        var (text, failure) = await ReadBrokenAsync("hi");
        var other = await Client.CreateAsync("else");

        text.Should().Be("Hello");
        failure.Should().BeOfType<ChatConnectionException>();
        other.Text.Should().Be("You said: else");
    }

    [Test]
    public async Task Rules_are_tried_before_the_queue_and_the_default_answer()
    {
        Server.AnswersAlways(FakeAnswer.Text("default"));
        Server.AnswersText("queue");
        Server.Given(r => r.Model == "m").AnswersText("rule").Once();

        var answers = await SendAsync("1", "2", "3", "4");

        answers.Should().Equal("rule", "queue", "default", "default");
    }

    [Test]
    public async Task First_matching_rule_answers()
    {
        Server.Given(r => r.Messages.Count == 2).AnswersText("never");
        Server.Given(r => r.Messages.Count == 1).AnswersText("first");
        Server.Given(r => r.Model == "m").AnswersText("second");

        (await SendAsync("x")).Should().Equal("first");
    }

    [Test]
    public async Task Rule_without_a_limit_repeats_its_last_answer()
    {
        Server.Given(_ => true).AnswersText("one").AnswersText("two");

        (await SendAsync("1", "2", "3", "4")).Should().Equal("one", "two", "two", "two");
    }

    [Test]
    public async Task Repeated_answer_is_replaced_by_one_that_is_added_later()
    {
        var rule = Server.Given(_ => true).AnswersText("a");
        await SendAsync("1");
        rule.AnswersText("b");

        (await SendAsync("2", "3")).Should().Equal("b", "b");
    }

    [Test]
    public async Task Settings_after_the_default_answer_apply_to_it()
    {
        Server.AnswersText("queue").AnswersAlways(FakeAnswer.Text("default")).WithFinishReason(FinishReason.Length);

        var (queue, first, second) = (await Client.CreateAsync("x"), await Client.CreateAsync("x"), await Client.CreateAsync("x"));

        queue.FinishReason.Should().Be(FinishReason.Stop);
        first.FinishReason.Should().Be(FinishReason.Length);
        second.FinishReason.Should().Be(FinishReason.Length);
        Server.Invoking(server => server.ThenCuts()).Should().Throw<InvalidOperationException>().WithMessage("*Script the answers before*");
    }

    [Test]
    public async Task Rule_stops_matching_after_its_limit()
    {
        Server.Given(_ => true).AnswersText("one").AnswersText("two").Times(3);

        (await SendAsync("1", "2", "3", "4")).Should().Equal("one", "two", "two", "You said: 4");
    }

    [Test]
    public async Task Rule_without_an_answer_does_not_apply()
    {
        Server.Given(_ => true);

        (await SendAsync("x")).Should().Equal("You said: x");
    }

    [Test]
    public async Task Condition_can_use_fields_that_have_no_property()
    {
        Server.Given(r => r.ExtraFields.ContainsKey("top_a")).AnswersText("seen");

        var answer = await Client.CreateAsync(new ChatCompletionRequest { Messages = [ChatMessage.User("x")] }.WithField("top_a", 1));

        answer.Text.Should().Be("seen");
    }

    [Test]
    public async Task Condition_for_any_request_can_use_path_and_headers()
    {
        Server.GivenRequest(r => r.Path.EndsWith("/models", StringComparison.Ordinal)).AnswersJson("""{"data":[{"id":"mine"}]}""");
        Server.GivenRequest(r => r.Headers.ContainsKey("X-Trace")).AnswersText("traced");

        var models = await Client.ListModelsAsync();
        var answer = await Client.CreateAsync("x", new ChatCallOptions { Headers = { ["X-Trace"] = "1" } });

        models.Should().ContainSingle().Which.Id.Should().Be("mine");
        answer.Text.Should().Be("traced");
    }

    [Test]
    public async Task Rule_for_chat_ignores_other_requests()
    {
        Server.Given(_ => true).AnswersText("chat");

        var models = await Client.ListModelsAsync();
        var text = await Client.CreateTextAsync(new TextCompletionRequest { Prompt = "x" });

        models.Should().ContainSingle().Which.Id.Should().Be("fake-model");
        text.Text.Should().Be("You said: x");
    }

    [Test]
    public async Task Condition_that_throws_is_reported_to_the_client_and_by_Verify()
    {
        Server.Given(r => r.Messages[5].Text == "x").AnswersText("never");

        var failure = await Client.Invoking(client => client.CreateAsync("hi")).Should().ThrowAsync<ChatApiException>();

        failure.Which.Message.Should().Contain("a condition threw IndexOutOfRangeException");
        Server.Invoking(server => server.Verify()).Should().Throw<FakeVerificationException>().WithMessage("*r.Messages[5].Text*");
    }

    [Test]
    public async Task Settings_apply_to_the_answer_that_was_scripted_just_before_them()
    {
        Server.AnswersText("one").WithHeader("x-number", "1").AnswersText("two").WithFinishReason(FinishReason.Length);

        var (one, two) = (await Client.CreateAsync("x"), await Client.CreateAsync("x"));

        one.Response!.Headers["x-number"].Should().Be("1");
        one.FinishReason.Should().Be(FinishReason.Stop);
        two.Response!.Headers.Should().NotContainKey("x-number");
        two.FinishReason.Should().Be(FinishReason.Length);
    }

    [Test]
    public async Task Answer_cannot_be_changed_after_it_has_been_sent()
    {
        var rule = Server.Given(_ => true).AnswersText("rule").Once();
        Server.AnswersText("queue");
        await SendAsync("1", "2");

        Action[] late = [() => rule.ThenCuts(), () => Server.ThenCuts()];

        late.Should().AllSatisfy(change => change.Should().Throw<InvalidOperationException>().WithMessage("*Script the answers before*"));
    }

    [Test]
    public async Task Concurrent_requests_do_not_exceed_the_limit_of_a_rule()
    {
        Server.Given(_ => true).AnswersText("rule").Times(10);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Client.CreateAsync("x", cancellationToken: Guard)));

        answers.Count(answer => answer.Text == "rule").Should().Be(10);
    }

    [Test]
    public void Invalid_arguments_and_settings_without_an_answer_throw_immediately()
    {
        Server.Invoking(server => server.Given(null!)).Should().Throw<ArgumentNullException>();
        Server.Invoking(server => server.GivenRequest(null!)).Should().Throw<ArgumentNullException>();
        Server.Invoking(server => server.Given(_ => true).Times(0)).Should().Throw<ArgumentOutOfRangeException>();
        Server.Invoking(server => server.WithHeader("a", "b")).Should().Throw<InvalidOperationException>();
    }

    [Test]
    public async Task Chat_property_returns_the_typed_request()
    {
        await Client.CreateAsync(new ChatCompletionRequest
        {
            Messages = [ChatMessage.System("Be brief."), ChatMessage.User("hi")],
            Temperature = 0.5,
            Tools = [ChatTool.CreateFunction("f", "does it", JsonElement.Parse("""{"type":"object"}"""))],
        }.WithField("top_a", 2));

        var chat = Server.Requests[0].Chat!;

        chat.Model.Should().Be("m");
        chat.Messages.Select(message => message.Text).Should().Equal("Be brief.", "hi");
        chat.Temperature.Should().Be(0.5);
        chat.Tools!.Items.Single().Name.Should().Be("f");
        chat.ExtraFields["top_a"].GetInt32().Should().Be(2);
    }

    [TestCase("{oops")]
    [TestCase("[]")]
    [TestCase("""{"model":"m","prompt":"x"}""")]
    public async Task Chat_property_is_null_if_the_body_is_not_a_chat_request(string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body);
        using var response = await http.PostAsync(new Uri(Server.BaseAddress + "/chat/completions"), content, Guard);

        Server.Requests[0].Chat.Should().BeNull();
    }

    private async Task<string[]> SendAsync(params string[] prompts)
    {
        List<string> answers = [];
        foreach (var prompt in prompts)
        {
            answers.Add((await Client.CreateAsync(prompt, cancellationToken: Guard)).Text);
        }

        return [.. answers];
    }
}
