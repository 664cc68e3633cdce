using System.Text;

namespace ChatSdk.Tests.Streaming;

/// <summary>What a stream brings is put together at a cost that grows with its length, and not with its square.</summary>
[TestFixture]
public sealed class LongStreamTests
{
    private const int Pieces = 20_000;

    [TestCase("""{"delta":{"content":"a"},"logprobs":{"content":[{"token":"a","logprob":-1}]}}""")]
    [TestCase("""{"delta":{"reasoning_details":[{"type":"reasoning.text","text":"abcdefgh","index":0}]}}""")]
    [TestCase("""{"delta":{"function_call":{"arguments":"abcdefgh"}}}""")]
    [TestCase("""{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"abcdefgh"}}]}}""")]
    [TestCase("""{"delta":{"audio":{"data":"abcdefghabcdefgh"}}}""")]
    [TestCase("""{"delta":{"content":[{"type":"thinking","thinking":"abcdefgh"}]}}""")]
    [TestCase("""{"delta":{"content":"a"},"token_ids":[1,2,3]}""")]
    public void Pieces_cost_the_same_however_many_came_before(string choice)
    {
        var chunk = WireReader.ReadWhole<ChatCompletionChunk>(Encoding.UTF8.GetBytes($$"""{"choices":[{{choice}}]}"""));
        var answer = new ChatCompletionAccumulator();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var piece = 0; piece < Pieces; piece++)
        {
            answer.Add(chunk);
        }

        // 20,000 pieces at the cost of their square would be gigabytes.
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Pieces * 2000L);
        answer.ToCompletion().Choices.Should().ContainSingle();
    }

    [Test]
    public void Object_of_many_unknown_fields_is_read_in_one_go()
    {
        var fields = string.Join(',', Enumerable.Range(0, Pieces).Select(number => $"\"field{number}\":{number}"));
        var json = Encoding.UTF8.GetBytes($$"""{{{fields}},"choices":[]}""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var chunk = WireReader.ReadWhole<ChatCompletionChunk>(json);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Pieces * 2000L);
        chunk.ExtraFields.Should().HaveCount(Pieces);
    }
}
