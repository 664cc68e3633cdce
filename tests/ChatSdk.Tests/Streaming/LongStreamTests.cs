using System.Text;

namespace ChatSdk.Tests.Streaming;

/// <summary>The cost of accumulating a stream is linear in its length.</summary>
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
    public void Chunk_costs_the_same_after_any_number_of_others(string choice)
    {
        var chunk = WireReader.ReadWhole<ChatCompletionChunk>(Encoding.UTF8.GetBytes($$"""{"choices":[{{choice}}]}"""));
        var answer = new ChatCompletionAccumulator();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var piece = 0; piece < Pieces; piece++)
        {
            answer.Add(chunk);
        }

        // 20,000 fragments at quadratic cost would be gigabytes.
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Pieces * 2000L);
        answer.ToCompletion().Choices.Should().ContainSingle();
    }

    [Test]
    public void Object_of_many_unknown_fields_is_read_in_linear_time()
    {
        var fields = string.Join(',', Enumerable.Range(0, Pieces).Select(number => $"\"field{number}\":{number}"));
        var json = Encoding.UTF8.GetBytes($$"""{{{fields}},"choices":[]}""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var chunk = WireReader.ReadWhole<ChatCompletionChunk>(json);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Pieces * 2000L);
        chunk.ExtraFields.Should().HaveCount(Pieces);
    }
}
