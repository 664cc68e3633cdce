using System.Net;

namespace ChatSdk.Testing.Tests;

/// <summary>Tests how the fake server reports requests that no answer matches, and answers that no request used.</summary>
public sealed class StrictTests : ClientTest
{
    private static readonly ChatCompletionRequest _hi = new() { Messages = [ChatMessage.User("Hi")] };

    [Test]
    public async Task Rejection_of_an_unmatched_request_shows_the_request_and_the_rules()
    {
        Server.IsStrict = true;
        Server.Given(r => r.Model == "large").AnswersText("never");

        var failure = await Client.Invoking(client => client.CreateAsync("the prompt", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        failure.Which.Status.Should().Be(HttpStatusCode.NotFound);
        failure.Which.ResponseBody.Should().Contain("POST /v1/chat/completions").And.Contain("the prompt").And.Contain("large");
        failure.Which.IsRetryable.Should().BeFalse();
    }

    [Test]
    public async Task Verify_lists_the_unmatched_requests_the_rules_and_the_unused_answers()
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
              POST /v1/chat/completions {"model":"m","messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}]}: no scripted answer matches
            Rules, in the order in which they are tried:
              r => r.Model == "large": used 0 times
              r => r.Model == "m" && r.Messages.Count == 1: used 1 of 2 times
            Unused answers in the queue:
              "left over"
              status 500, 64 bytes
              a dropped connection
              a call to f
            """.ReplaceLineEndings("\n"));
    }

    [Test]
    public async Task Verify_passes_when_everything_went_as_scripted()
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
    public async Task Dispose_reports_unmatched_requests_if_Verify_was_not_called()
    {
        Server.IsStrict = true;
        await Client.TryCreateAsync(_hi, cancellationToken: Guard);

        await Server.Invoking(server => server.DisposeAsync().AsTask()).Should().ThrowAsync<FakeVerificationException>().WithMessage("*\"Hi\"*");
    }

    [Test]
    public async Task Dispose_does_not_repeat_the_problems_that_Verify_reported()
    {
        Server.IsStrict = true;
        await Client.TryCreateAsync(_hi, cancellationToken: Guard);
        Server.Invoking(server => server.Verify()).Should().Throw<FakeVerificationException>();

        await Server.Invoking(server => server.DisposeAsync().AsTask()).Should().NotThrowAsync();
    }

    [Test]
    public async Task Dispose_does_not_report_unused_answers()
    {
        Server.IsStrict = true;
        Server.AnswersText("left").Given(_ => true).AnswersText("left");

        await Server.Invoking(server => server.DisposeAsync().AsTask()).Should().NotThrowAsync();
    }

    [Test]
    public async Task Rejection_of_an_unmatched_request_does_not_show_a_key_in_the_query()
    {
        Server.IsStrict = true;
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(Server.BaseAddress + "/x?api-key=verysecret&a=1"), Guard);

        (await response.Content.ReadAsStringAsync(Guard)).Should().Contain("GET /v1/x?a=1").And.NotContain("verysecret");
    }

    [Test]
    public async Task Server_that_is_not_strict_still_reports_unused_answers()
    {
        Server.AnswersText("one").AnswersText("two");
        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Server.Invoking(server => server.Verify()).Should().Throw<FakeVerificationException>().WithMessage("*two*");
    }

    [Test]
    public void Verify_does_not_report_an_unused_default_answer()
    {
        Server.AnswersAlways(FakeAnswer.Text("any"));

        Server.Invoking(server => server.Verify()).Should().NotThrow();
    }
}
