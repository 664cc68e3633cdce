using System.Text;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests that a long stream, and a chunk with many unknown fields, take memory linear in their size.</summary>
[TestFixture]
public sealed class LongStreamTests
{
    private const int Count = 20_000;

    [TestCase("""{"delta":{"content":"a"},"logprobs":{"content":[{"token":"a","logprob":-1}]}}""")]
    [TestCase("""{"delta":{"reasoning_details":[{"type":"reasoning.text","text":"abcdefgh","index":0}]}}""")]
    [TestCase("""{"delta":{"function_call":{"arguments":"abcdefgh"}}}""")]
    [TestCase("""{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"abcdefgh"}}]}}""")]
    [TestCase("""{"delta":{"audio":{"data":"abcdefghabcdefgh"}}}""")]
    [TestCase("""{"delta":{"content":[{"type":"thinking","thinking":"abcdefgh"}]}}""")]
    [TestCase("""{"delta":{"content":"a"},"token_ids":[1,2,3]}""")]
    public void Allocations_per_chunk_do_not_grow_with_the_length_of_the_stream(string choice)
    {
        var chunk = WireReader.ReadWhole<ChatCompletionChunk>(Encoding.UTF8.GetBytes($$"""{"choices":[{{choice}}]}"""));
        var answer = new ChatCompletionAccumulator();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var added = 0; added < Count; added++)
        {
            answer.Add(chunk);
        }

        // If the allocations were quadratic, 20,000 fragments would take gigabytes.
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Count * 2000L);
        answer.ToCompletion().Choices.Should().ContainSingle();
    }

    [Test]
    public void Reading_many_unknown_fields_allocates_memory_linear_in_their_number()
    {
        var fields = string.Join(',', Enumerable.Range(0, Count).Select(number => $"\"field{number}\":{number}"));
        var json = Encoding.UTF8.GetBytes($$"""{{{fields}},"choices":[]}""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var chunk = WireReader.ReadWhole<ChatCompletionChunk>(json);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Count * 2000L);
        chunk.ExtraFields.Should().HaveCount(Count);
    }
}
