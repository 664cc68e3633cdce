using System.Text.Json;

namespace ChatSdk.Testing.Tests;

/// <summary>Which answer a request gets: rules, the queue, the default, in this order.</summary>
public sealed class FakeRuleTests : ClientTest
{
    [Test]
    public async Task Rule_answers_the_requests_that_it_is_for()
    {
        Server.Given(r => r.Messages[^1].Text == "hi").Streams("Hel", "lo").ThenCuts();

        var (text, failure) = await ReadBrokenAsync("hi");
        var other = await Client.CreateAsync("else");

        text.Should().Be("Hello");
        failure.Should().BeOfType<ChatConnectionException>();
        other.Text.Should().Be("You said: else");
    }

    [Test]
    public async Task Rules_come_before_the_queue_and_that_before_the_default()
    {
        Server.AnswersAlways(FakeAnswer.Text("default"));
        Server.AnswersText("queue");
        Server.Given(r => r.Model == "m").AnswersText("rule").Once();

        var answers = await AskAsync("1", "2", "3", "4");

        answers.Should().Equal("rule", "queue", "default", "default");
    }

    [Test]
    public async Task First_rule_that_fits_answers()
    {
        Server.Given(r => r.Messages.Count == 2).AnswersText("never");
        Server.Given(r => r.Messages.Count == 1).AnswersText("first");
        Server.Given(r => r.Model == "m").AnswersText("second");

        (await AskAsync("x")).Should().Equal("first");
    }

    [Test]
    public async Task Rule_without_a_number_repeats_its_last_answer()
    {
        Server.Given(_ => true).AnswersText("one").AnswersText("two");

        (await AskAsync("1", "2", "3", "4")).Should().Equal("one", "two", "two", "two");
    }

    [Test]
    public async Task Answer_that_is_repeated_gives_way_to_a_new_one()
    {
        var rule = Server.Given(_ => true).AnswersText("a");
        await AskAsync("1");
        rule.AnswersText("b");

        (await AskAsync("2", "3")).Should().Equal("b", "b");
    }

    [Test]
    public async Task What_is_said_of_the_default_answer_holds_for_it()
    {
        Server.AnswersText("queue").AnswersAlways(FakeAnswer.Text("default")).WithFinishReason(FinishReason.Length);

        var (queue, first, second) = (await Client.CreateAsync("x"), await Client.CreateAsync("x"), await Client.CreateAsync("x"));

        queue.FinishReason.Should().Be(FinishReason.Stop);
        first.FinishReason.Should().Be(FinishReason.Length);
        second.FinishReason.Should().Be(FinishReason.Length);
        Server.Invoking(server => server.ThenCuts()).Should().Throw<InvalidOperationException>().WithMessage("*Script the answers before*");
    }

    [Test]
    public async Task Rule_with_a_number_lets_further_requests_pass()
    {
        Server.Given(_ => true).AnswersText("one").AnswersText("two").Times(3);

        (await AskAsync("1", "2", "3", "4")).Should().Equal("one", "two", "two", "You said: 4");
    }

    [Test]
    public async Task Rule_without_an_answer_does_not_hold()
    {
        Server.Given(_ => true);

        (await AskAsync("x")).Should().Equal("You said: x");
    }

    [Test]
    public async Task Condition_sees_what_no_property_has()
    {
        Server.Given(r => r.ExtraFields.ContainsKey("top_a")).AnswersText("seen");

        var answer = await Client.CreateAsync(new ChatCompletionRequest { Messages = [ChatMessage.User("x")] }.WithField("top_a", 1));

        answer.Text.Should().Be("seen");
    }

    [Test]
    public async Task Rule_for_any_request_sees_path_and_headers()
    {
        Server.GivenRequest(r => r.Path.EndsWith("/models", StringComparison.Ordinal)).AnswersJson("""{"data":[{"id":"mine"}]}""");
        Server.GivenRequest(r => r.Headers.ContainsKey("X-Trace")).AnswersText("traced");

        var models = await Client.ListModelsAsync();
        var answer = await Client.CreateAsync("x", new ChatCallOptions { Headers = { ["X-Trace"] = "1" } });

        models.Should().ContainSingle().Which.Id.Should().Be("mine");
        answer.Text.Should().Be("traced");
    }

    [Test]
    public async Task Rule_for_chat_leaves_other_requests_alone()
    {
        Server.Given(_ => true).AnswersText("chat");

        var models = await Client.ListModelsAsync();
        var text = await Client.CreateTextAsync(new TextCompletionRequest { Prompt = "x" });

        models.Should().ContainSingle().Which.Id.Should().Be("fake-model");
        text.Text.Should().Be("You said: x");
    }

    [Test]
    public async Task Condition_that_throws_is_told_to_the_client_and_to_the_test()
    {
        Server.Given(r => r.Messages[5].Text == "x").AnswersText("never");

        var failure = await Client.Invoking(client => client.CreateAsync("hi")).Should().ThrowAsync<ChatApiException>();

        failure.Which.Message.Should().Contain("a condition threw IndexOutOfRangeException");
        Server.Invoking(server => server.Verify()).Should().Throw<FakeVerificationException>().WithMessage("*r.Messages[5].Text*");
    }

    [Test]
    public async Task What_is_said_of_a_scripted_answer_holds_for_the_last_one()
    {
        Server.AnswersText("one").WithHeader("x-number", "1").AnswersText("two").WithFinishReason(FinishReason.Length);

        var (one, two) = (await Client.CreateAsync("x"), await Client.CreateAsync("x"));

        one.Response!.Headers["x-number"].Should().Be("1");
        one.FinishReason.Should().Be(FinishReason.Stop);
        two.Response!.Headers.Should().NotContainKey("x-number");
        two.FinishReason.Should().Be(FinishReason.Length);
    }

    [Test]
    public async Task Answer_that_is_taken_cannot_be_changed_any_more()
    {
        var rule = Server.Given(_ => true).AnswersText("rule").Once();
        Server.AnswersText("queue");
        await AskAsync("1", "2");

        Action[] late = [() => rule.ThenCuts(), () => Server.ThenCuts()];

        late.Should().AllSatisfy(change => change.Should().Throw<InvalidOperationException>().WithMessage("*Script the answers before*"));
    }

    [Test]
    public async Task Rules_hold_their_number_under_concurrency()
    {
        Server.Given(_ => true).AnswersText("rule").Times(10);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Client.CreateAsync("x", cancellationToken: Guard)));

        answers.Count(answer => answer.Text == "rule").Should().Be(10);
    }

    [Test]
    public void Mistakes_are_refused_at_once()
    {
        Server.Invoking(server => server.Given(null!)).Should().Throw<ArgumentNullException>();
        Server.Invoking(server => server.GivenRequest(null!)).Should().Throw<ArgumentNullException>();
        Server.Invoking(server => server.Given(_ => true).Times(0)).Should().Throw<ArgumentOutOfRangeException>();
        Server.Invoking(server => server.WithHeader("a", "b")).Should().Throw<InvalidOperationException>();
    }

    [Test]
    public async Task Journal_has_the_typed_request()
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
    public async Task Journal_has_no_typed_request_where_the_body_is_none(string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body);
        using var response = await http.PostAsync(new Uri(Server.BaseAddress + "/chat/completions"), content, Guard);

        Server.Requests[0].Chat.Should().BeNull();
    }

    private async Task<string[]> AskAsync(params string[] prompts)
    {
        List<string> answers = [];
        foreach (var prompt in prompts)
        {
            answers.Add((await Client.CreateAsync(prompt, cancellationToken: Guard)).Text);
        }

        return [.. answers];
    }
}
