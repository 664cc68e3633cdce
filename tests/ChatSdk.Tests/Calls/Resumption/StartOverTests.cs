using ChatSdk.Testing;

namespace ChatSdk.Tests.Resumption;

/// <summary>Tests how a continuation is distinguished from a new answer and from a repetition of the text that was received.</summary>
[TestFixture]
public sealed class StartOverTests : ResumptionTest
{
    private const string Received = "The capital of France";

    [TestCase("The capital of Italy is Rome.")]
    [TestCase("The capital", " of Italy is Rome.")]
    [TestCase("The ", "cap", "ital", " of Italy")]
    [TestCase("The capi", "tol")]
    public async Task New_answer_that_repeats_at_least_8_characters_of_the_received_text_is_not_delivered(params string[] answer)
    {
        Breaks("The capital", " of", " France");
        Server.Streams(answer).ThenHangs();

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be(Received);
        failure.Should().BeOfType<ChatConnectionException>().Which.Partial!.Text.Should().Be(Received);
        failure.Attempts.Should().Be(2);
        await Server.Requests[1].ClientDisconnected.WaitAsync(Guard);
    }

    [TestCase("The capital of France is Paris.")]
    [TestCase("The", " capital", " of Fr", "ance is", " Paris.")]
    [TestCase("The capital of France", " is Paris.")]
    [TestCase("The capital of France")]
    public async Task Answer_that_repeats_all_the_received_text_is_not_delivered(params string[] answer)
    {
        Breaks("The capital", " of", " France");
        Server.Streams(answer);

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be(Received);
        failure.Should().BeOfType<ChatConnectionException>().Which.Partial!.Text.Should().Be(Received);
    }

    [TestCase("The")]
    [TestCase("The", " quick")]
    [TestCase("T", "he quick")]
    public async Task Repetition_of_a_short_text_is_taken_for_a_new_answer(params string[] answer)
    {
        Breaks("The");
        Server.Streams(answer);

        var (text, failure) = await ReadBrokenAsync();

        (text, failure.Partial!.Text).Should().Be(("The", "The"));
    }

    [TestCase("There it is.")]
    [TestCase("The c", "at.")]
    [TestCase("T", "h", "e", " cat.")]
    public async Task Continuation_that_repeats_fewer_than_8_characters_of_the_received_text_is_delivered(params string[] continuation)
    {
        Breaks("The capital: ");
        Server.Streams(continuation);

        var answer = await CompleteAsync();

        answer.Text.Should().Be("The capital: " + string.Concat(continuation));
    }

    [Test]
    public async Task Continuation_that_ends_while_it_still_matches_the_received_text_is_delivered()
    {
        Breaks("The end: ");
        Server.Streams("The");

        var answer = await CompleteAsync();

        (answer.Text, answer.FinishReason).Should().Be(("The end: The", FinishReason.Stop));
    }

    [Test]
    public async Task New_reasoning_is_taken_for_a_new_answer()
    {
        Breaks(Received);
        Server.AnswersText(" is Paris.").WithReasoning("Let me see.");

        var (text, failure) = await ReadBrokenAsync();

        (text, failure.Partial!.Reasoning).Should().Be((Received, ""));
    }

    [Test]
    public async Task New_reasoning_is_delivered_if_only_white_space_was_received()
    {
        Server.Answers(FakeAnswer.Events(Piece("\\n"))).AnswersText("\nParis.").WithReasoning("Let me see.");

        var answer = await CompleteAsync();

        (answer.Reasoning, answer.Text.Trim()).Should().Be(("Let me see.", "Paris."));
    }
}
