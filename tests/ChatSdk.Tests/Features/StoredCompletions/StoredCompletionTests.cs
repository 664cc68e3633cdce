namespace ChatSdk.Tests.Features.StoredCompletions;

[TestFixture]
public sealed class StoredCompletionTests : FakeServerTest
{
    private const string _stored = """{"id":"c-1","object":"chat.completion","model":"m","metadata":{"team":"one"},"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}""";

    [Test]
    public async Task Stored_completion_is_requested_by_its_percent_encoded_id()
    {
        Server.AnswersJson(_stored);

        var completion = await Client.GetStoredCompletionAsync("c-1/ä", cancellationToken: Guard);

        completion.Text.Should().Be("Hi");
        var request = Server.Requests.Should().ContainSingle().Subject;
        (request.Method, request.Body).Should().Be(("GET", ""));
        request.Path.Should().Be("/v1/chat/completions/c-1%2F%C3%A4");
    }

    [Test]
    public async Task List_reads_all_pages_with_the_same_filter()
    {
        Server.AnswersJson($$"""{"object":"list","data":[{{_stored}}],"first_id":"c-1","last_id":"c-1","has_more":true}""")
            .AnswersJson($$"""{"object":"list","data":[{{_stored.Replace("c-1", "c-2")}}],"first_id":"c-2","last_id":"c-2","has_more":false}""");
        var filter = new StoredCompletionFilter { Model = "m x", PageSize = 1, NewestFirst = true, Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "a&b" } };

        List<string?> ids = [];
        await foreach (var completion in Client.ListStoredCompletionsAsync(filter, cancellationToken: Guard))
        {
            ids.Add(completion.Id);
        }

        ids.Should().Equal("c-1", "c-2");
        Server.Requests.Select(request => request.Query).Should().Equal(
            "?metadata[team]=a%26b&model=m%20x&limit=1&order=desc",
            "?metadata[team]=a%26b&model=m%20x&limit=1&order=desc&after=c-1");
    }

    [Test]
    public async Task List_ends_when_the_server_repeats_a_page()
    {
        var page = $$"""{"object":"list","data":[{{_stored}}],"last_id":"c-1","has_more":true}""";
        Server.AnswersJson(page).AnswersJson(page).AnswersJson(page);

        var count = 0;
        await foreach (var completion in Client.ListStoredCompletionsAsync(cancellationToken: Guard))
        {
            count++;
        }

        count.Should().Be(2);
    }

    [Test]
    public async Task Messages_of_a_stored_completion_are_listed()
    {
        Server.AnswersJson("""{"object":"list","data":[{"id":"m-1","role":"user","content":"Hi"},{"id":"m-2","role":"user","content":null}],"last_id":"m-2","has_more":false}""");

        List<ChatMessage> messages = [];
        await foreach (var message in Client.ListStoredMessagesAsync("c-1", cancellationToken: Guard))
        {
            messages.Add(message);
        }

        messages.Should().HaveCount(2);
        messages[0].Text.Should().Be("Hi");
        Server.Requests.Should().ContainSingle().Which.Path.Should().Be("/v1/chat/completions/c-1/messages");
    }

    [Test]
    public async Task Update_sends_the_new_metadata()
    {
        Server.AnswersJson(_stored);

        await Client.UpdateStoredCompletionAsync("c-1", new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "two" }, cancellationToken: Guard);

        var request = Server.Requests.Should().ContainSingle().Subject;
        (request.Method, request.Path, request.Body).Should().Be(("POST", "/v1/chat/completions/c-1", """{"metadata":{"team":"two"}}"""));
    }

    [Test]
    public async Task Stored_completion_is_deleted()
    {
        Server.AnswersJson("""{"object":"chat.completion.deleted","id":"c-1","deleted":true}""");

        var deletion = await Client.DeleteStoredCompletionAsync("c-1", cancellationToken: Guard);

        deletion.Deleted.Should().BeTrue();
        Server.Requests.Should().ContainSingle().Which.Method.Should().Be("DELETE");
    }

    [Test]
    public async Task Unknown_id_throws_a_not_found_exception()
    {
        Server.AnswersError(404, "No completion with the id c-9.");

        var act = () => Client.GetStoredCompletionAsync("c-9", cancellationToken: Guard);

        (await act.Should().ThrowAsync<ChatApiException>()).Which.Kind.Should().Be(ChatErrorKind.NotFound);
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase(".")]
    [TestCase("..")]
    public async Task Id_that_is_blank_or_a_dot_segment_throws(string id) => await
        FluentActions.Invoking(() => Client.DeleteStoredCompletionAsync(id, cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>();

    [Test]
    public async Task Query_in_the_base_address_is_sent_with_the_filter()
    {
        Options.BaseAddress = Server.BaseAddress + "?api-version=1";
        Server.AnswersJson("""{"data":[],"has_more":false}""");

        await foreach (var completion in Client.ListStoredCompletionsAsync(new() { PageSize = 2 }, cancellationToken: Guard))
        {
            completion.Should().BeNull();
        }

        Server.Requests.Should().ContainSingle().Which.Query.Should().Be("?api-version=1&limit=2");
    }
}
