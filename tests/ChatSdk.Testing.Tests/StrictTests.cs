using System.Net;

namespace ChatSdk.Testing.Tests;

/// <summary>Requests that nobody expected, and expectations that nobody met.</summary>
public sealed class StrictTests : ClientTest
{
    private static readonly ChatCompletionRequest _hi = new() { Messages = [ChatMessage.User("Hi")] };

    [Test]
    public async Task Unmatched_request_is_refused_and_says_what_came_and_what_was_expected()
    {
        Server.IsStrict = true;
        Server.Given(r => r.Model == "large").AnswersText("never");

        var failure = await Client.Invoking(client => client.CreateAsync("the question", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        failure.Which.Status.Should().Be(HttpStatusCode.NotFound);
        failure.Which.ResponseBody.Should().Contain("POST /v1/chat/completions").And.Contain("the question").And.Contain("large");
        failure.Which.IsRetryable.Should().BeFalse();
    }

    [Test]
    public async Task Verify_lists_what_came_the_rules_and_what_was_left()
    {
        Server.IsStrict = true;
        Server.Given(r => r.Model == "large").AnswersText("never");
        Server.Given(r => r.Model == "m" && r.Messages.Count == 1).AnswersText("once").Times(2);
        await Client.CreateAsync("Hi", cancellationToken: Guard);
        await Client.TryCreateAsync(new ChatCompletionRequest { Messages = [ChatMessage.User("a"), ChatMessage.User("b")] }, cancellationToken: Guard);
        Server.AnswersText("left over").AnswersError(500, "too").Answers(FakeAnswer.Drop()).CallsTool("f", "{}");

        var failure = Server.Invoking(server => server.Verify()).Should().Throw<FakeVerificationException>();

        failure.Which.Message.Should().Be("""
            Requests without an answer:
              POST /v1/chat/completions {"model":"m","messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}]}: nothing that is scripted fits
            Rules, in the order in which they are tried:
              r => r.Model == "large": used 0 times
              r => r.Model == "m" && r.Messages.Count == 1: used 1 of 2 times
            Answers of the queue that nobody took:
              "left over"
              status 500, 64 bytes
              a dropped connection
              a call of f
            """.ReplaceLineEndings("\n"));
    }

    [Test]
    public async Task Verify_is_content_when_all_went_as_scripted()
    {
        Server.IsStrict = true;
        Server.Given(r => r.Model == "m").AnswersText("rule").Once();
        Server.AnswersText("queue");
        await Client.CreateAsync("1", cancellationToken: Guard);
        await Client.CreateAsync("2", cancellationToken: Guard);

        Server.Invoking(server => server.Verify()).Should().NotThrow();
        await Server.Invoking(server => server.DisposeAsync().AsTask()).Should().NotThrowAsync();
    }

    [Test]
    public async Task Dispose_tells_of_unmatched_requests_that_nobody_asked_about()
    {
        Server.IsStrict = true;
        await Client.TryCreateAsync(_hi, cancellationToken: Guard);

        await Server.Invoking(server => server.DisposeAsync().AsTask()).Should().ThrowAsync<FakeVerificationException>().WithMessage("*\"Hi\"*");
    }

    [Test]
    public async Task Dispose_does_not_repeat_what_was_told()
    {
        Server.IsStrict = true;
        await Client.TryCreateAsync(_hi, cancellationToken: Guard);
        Server.Invoking(server => server.Verify()).Should().Throw<FakeVerificationException>();

        await Server.Invoking(server => server.DisposeAsync().AsTask()).Should().NotThrowAsync();
    }

    [Test]
    public async Task Dispose_says_nothing_of_answers_that_are_left()
    {
        Server.IsStrict = true;
        Server.AnswersText("left").Given(_ => true).AnswersText("left");

        await Server.Invoking(server => server.DisposeAsync().AsTask()).Should().NotThrowAsync();
    }

    [Test]
    public async Task Key_in_the_query_is_not_shown()
    {
        Server.IsStrict = true;
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(Server.BaseAddress + "/x?api-key=verysecret&a=1"), Guard);

        (await response.Content.ReadAsStringAsync(Guard)).Should().Contain("GET /v1/x?a=1").And.NotContain("verysecret");
    }

    [Test]
    public async Task Server_that_is_not_strict_still_tells_of_answers_that_are_left()
    {
        Server.AnswersText("one").AnswersText("two");
        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Invoking(server => server.Verify()).Should().Throw<FakeVerificationException>().WithMessage("*two*");
    }

    [Test]
    public void Default_answer_need_not_be_used()
    {
        Server.AnswersAlways(FakeAnswer.Text("any"));

        Server.Invoking(server => server.Verify()).Should().NotThrow();
    }
}
