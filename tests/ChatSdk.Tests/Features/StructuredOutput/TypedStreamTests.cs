using ChatSdk.Testing;

namespace ChatSdk.Tests.TypedAnswers;

/// <summary>Tests typed answers that are streamed.</summary>
[TestFixture]
public sealed class TypedStreamTests : TypedAnswerTest
{
    private const string Rainy = """{"City":"Oslo","Degrees":4,"Days":["Mon","Tue"],"Wind":{"Speed":2.5,"Direction":"NorthEast"}}""";

    [Test]
    public async Task Last_snapshot_equals_the_value_of_a_call_without_streaming()
    {
        Server.Answers(Streamed(SnapshotSequence.Characters(Rainy))).Answers(Answer(Rainy));

        var snapshots = await SnapshotsAsync(SampleContext.Default.Weather);
        var plain = await Client.CreateAsync("Hi", SampleContext.Default.Weather, cancellationToken: Guard);

        snapshots.Select(snapshot => snapshot.Value.City).Distinct(StringComparer.Ordinal).Should().Equal("", "O", "Os", "Osl", "Oslo");
        snapshots.SkipLast(1).Should().OnlyContain(snapshot => !snapshot.IsComplete && snapshot.Completion == null);
        snapshots[^1].IsComplete.Should().BeTrue();
        snapshots[^1].Completion!.Text.Should().Be(Rainy);
        snapshots[^1].Value.Should().BeEquivalentTo(plain.Value);
    }

    [Test]
    public async Task Request_differs_from_the_request_without_streaming_only_in_the_stream_field()
    {
        Server.AnswersAlways(Answer(Rainy));

        await SnapshotsAsync(SampleContext.Default.Weather);
        await Client.CreateAsync("Hi", SampleContext.Default.Weather, cancellationToken: Guard);

        Server.Requests[0].Body.Replace(",\"stream\":true", "", StringComparison.Ordinal).Should().Be(Server.Requests[1].Body);
        Server.Requests[0].Json!.Value.GetProperty("stream").GetBoolean().Should().BeTrue();
    }

    [Test]
    public async Task Only_the_first_choice_is_read()
    {
        Server.Answers(FakeAnswer.Events(
            Piece("""{\"X\":1,"""), Piece("""{\"X\":7,\"Y\":7}""", 1), Piece("""\"Y\":2}"""),
            Finish, """{"choices":[{"index":1,"delta":{},"finish_reason":"stop"}]}""", "[DONE]"));

        var snapshots = await SnapshotsAsync(SampleContext.Default.Point);

        snapshots[^1].Value.Should().Be(new Point(1, 2));
    }

    [Test]
    public async Task Stream_that_is_cut_off_returns_the_received_snapshots_and_then_throws()
    {
        Server.Answers(FakeAnswer.Events(Piece("""{\"City\":\"Os"""), Piece("lo")).ThenCuts());
        List<string> cities = [];

        var act = async () =>
        {
            await foreach (var snapshot in Client.CreateStreamAsync(_hello, SampleContext.Default.Weather, cancellationToken: Guard))
            {
                cities.Add(snapshot.Value.City);
            }
        };

        var failure = (await act.Should().ThrowAsync<ChatConnectionException>()).Which;
        failure.Partial!.Text.Should().Be("""{"City":"Oslo""");
        cities.Should().Equal("Os", "Oslo");
        Server.Requests.Should().ContainSingle();
    }

    [TestCase("length")]
    [TestCase("content_filter")]
    public async Task Exception_for_a_stream_that_ends_with_an_incomplete_answer_contains_the_partial_text(string reason)
    {
        Server.Answers(FakeAnswer.Events(Piece("""{\"City\":\"Os"""), $$"""{"choices":[{"index":0,"delta":{},"finish_reason":"{{reason}}"}]}""", "[DONE]"));

        var act = () => SnapshotsAsync(SampleContext.Default.Weather);

        var failure = (await act.Should().ThrowAsync<ChatIncompleteException>()).Which;
        failure.Partial!.Text.Should().Be("""{"City":"Os""");
    }

    [Test]
    public async Task Streamed_refusal_throws()
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"index":0,"delta":{"refusal":"No "}}]}""", """{"choices":[{"index":0,"delta":{"refusal":"way."}}]}""", Finish, "[DONE]"));

        var act = () => SnapshotsAsync(SampleContext.Default.Weather);

        (await act.Should().ThrowAsync<ChatRefusalException>()).Which.Refusal.Should().Be("No way.");
    }

    [TestCase("Sorry, I cannot.")]
    [TestCase("""{"City":"Oslo"}""")]
    [TestCase("```\n" + Rainy)]
    public async Task Exception_for_a_streamed_answer_that_does_not_match_the_type_contains_the_raw_text(string text)
    {
        Server.Answers(Streamed(SnapshotSequence.Characters(text)));

        var act = () => SnapshotsAsync(SampleContext.Default.Weather);

        (await act.Should().ThrowAsync<ChatFormatException>()).Which.RawText.Should().Be(text);
    }

    [Test]
    public async Task Surrounding_text_is_ignored_if_allowed()
    {
        Server.Answers(Streamed(SnapshotSequence.Characters($"Here [1]: it is\n```json\n{Rainy}\n```"))).Answers(Streamed(SnapshotSequence.Characters($"```\n{Rainy}\n```")));

        var late = await SnapshotsAsync(SampleContext.Default.Weather, _allowText);
        var growing = await SnapshotsAsync(SampleContext.Default.Weather, _allowText);

        late[^1].Value.City.Should().Be("Oslo");
        growing.Select(snapshot => snapshot.Value.City).Distinct(StringComparer.Ordinal).Should().Equal("", "O", "Os", "Osl", "Oslo");
    }

    [Test]
    public async Task Breaking_out_of_the_loop_closes_the_connection()
    {
        Server.Answers(FakeAnswer.Events(Piece("""{\"City\":\"Os""")).ThenHangs());

        await foreach (var snapshot in Client.CreateStreamAsync("Hi", SampleContext.Default.Weather, cancellationToken: Guard))
        {
            snapshot.Value.City.Should().Be("Os");
            break;
        }

        await Server.Requests[0].ClientDisconnected.WaitAsync(Guard);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Stream_can_be_canceled_with_an_argument_or_WithCancellation(bool viaArgument)
    {
        Server.Answers(FakeAnswer.Events(Piece("""{\"City\":\"Os""")).ThenHangs());
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        var stream = Client.CreateStreamAsync("Hi", SampleContext.Default.Weather, cancellationToken: viaArgument ? caller.Token : default);

        var act = async () =>
        {
            await foreach (var snapshot in stream.WithCancellation(viaArgument ? default : caller.Token))
            {
                await caller.CancelAsync();
            }
        };

        (await act.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        await Server.Requests[0].ClientDisconnected.WaitAsync(Guard);
    }
}
