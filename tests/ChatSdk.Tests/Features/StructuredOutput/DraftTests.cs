namespace ChatSdk.Tests.TypedAnswers;

/// <summary>Tests answers whose JSON is surrounded by text. Drafts in thinking blocks are skipped, and many invalid candidates are rejected efficiently.</summary>
[TestFixture]
public sealed class DraftTests : TypedAnswerTest
{
    [TestCase("""<think>Perhaps {"Name":"draft","Minutes":1}? No.</think>{"Name":"soup","Minutes":40}""")]
    [TestCase("""Perhaps {"Name":"draft","Minutes":1}? No.</think> {"Name":"soup","Minutes":40}""")]
    [TestCase("""<thinking>{"Name":"draft","Minutes":1}</thinking> {"Name":"soup","Minutes":40} Enjoy.""")]
    [TestCase("""<think>a</think><THINK>{"Name":"draft","Minutes":1}</THINK>{"Name":"soup","Minutes":40}""")]
    [TestCase("""First {"Name":"draft","Minutes":1}, then {"Name":"soup","Minutes":40}.""")]
    [TestCase("""{"Name":"soup","Minutes":40} and not {"Name":"bad"} or {x""")]
    [TestCase("""{"Name":"soup","Minutes":40.0}""")]
    [TestCase("""Here: {"Name":"soup","Minutes":4e1}""")]
    public async Task Last_matching_value_outside_of_thinking_blocks_is_the_answer(string text)
    {
        Server.AnswersText(text).Streams(Split(text));

        var answer = await Client.CreateAsync("Hi", SampleContext.Default.Dish, _allowText, cancellationToken: Guard);
        List<ChatCompletionSnapshot<Dish>> snapshots = [];
        await foreach (var snapshot in Client.CreateStreamAsync("Hi", SampleContext.Default.Dish, _allowText, cancellationToken: Guard))
        {
            snapshots.Add(snapshot);
        }

        answer.Value.Should().Be(new Dish("soup", 40));
        snapshots[^1].Value.Should().Be(answer.Value);
        snapshots.SkipLast(1).Should().OnlyContain(snapshot => !snapshot.IsComplete);
    }

    [Test]
    public async Task Draft_in_a_thinking_block_is_never_in_a_snapshot()
    {
        Server.Streams(Split("""<think>{"Name":"draft","Minutes":1}</think>{"Name":"soup","Minutes":40}"""));

        await foreach (var snapshot in Client.CreateStreamAsync("Hi", SampleContext.Default.Dish, _allowText, cancellationToken: Guard))
        {
            snapshot.Value.Name.Should().NotBe("draft");
        }
    }

    [Test]
    public async Task Answer_with_only_a_thinking_block_throws()
    {
        Server.AnswersText("""<think>{"Name":"draft","Minutes":1}</think>""");

        await Client.Awaiting(client => client.CreateAsync("Hi", SampleContext.Default.Dish, _allowText, cancellationToken: Guard)).Should().ThrowAsync<ChatFormatException>();
    }

    [TestCase("{} ")]
    [TestCase("{x ")]
    [TestCase("[1,")]
    [TestCase("""{"Name" """)]
    public async Task Rejected_candidates_cause_hardly_any_internal_exceptions(string candidate)
    {
        Server.AnswersText(string.Concat(Enumerable.Repeat(candidate, 20_000)));
        var thrown = 0;
        EventHandler<System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs> count = (_, _) => Interlocked.Increment(ref thrown);
        AppDomain.CurrentDomain.FirstChanceException += count;

        await Client.Awaiting(client => client.CreateAsync("Hi", SampleContext.Default.Dish, _allowText, cancellationToken: Guard)).Should().ThrowAsync<ChatFormatException>();

        AppDomain.CurrentDomain.FirstChanceException -= count;
        thrown.Should().BeLessThan(100);
    }

    private static string[] Split(string text) => [.. text.Chunk(3).Select(characters => new string(characters))];
}
