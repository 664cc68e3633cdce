namespace ChatSdk.Tests.Json;

/// <summary>Tests the equality of chunks and of their extra fields, and the hash codes of chunks.</summary>
[TestFixture]
public sealed class ChunkEqualityTests
{
    private const string _two = """{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}]}""";

    [Test]
    public void Chunks_with_the_same_choices_are_equal()
    {
        var (chunk, same) = (Read(_two), Read(_two));

        chunk.Should().Be(same);
        chunk.GetHashCode().Should().Be(same.GetHashCode());
    }

    [TestCase("\"a\"")]
    [TestCase("\"b\"")]
    public void Chunks_that_differ_in_one_choice_are_not_equal(string text)
    {
        var (chunk, other) = (Read(_two), Read(_two.Replace(text, "\"c\"", StringComparison.Ordinal)));

        chunk.Should().NotBe(other);
        chunk.GetHashCode().Should().NotBe(other.GetHashCode());
    }

    [Test]
    public void Chunks_with_different_numbers_of_choices_are_not_equal() =>
        Read(_two).Should().NotBe(Read("""{"choices":[{"index":0,"delta":{"content":"a"}}]}"""));

    [Test]
    public void Extra_fields_have_value_equality()
    {
        var fields = Read("""{"choices":[],"x":1,"y":2}""").ExtraFields;

        fields.Equals(Read("""{"choices":[],"y":2,"x":1}""").ExtraFields).Should().BeTrue();
        fields.Equals(Read("""{"choices":[],"x":1,"y":3}""").ExtraFields).Should().BeFalse();
        fields.Equals(Read("""{"choices":[],"x":1}""").ExtraFields).Should().BeFalse();
        fields.Equals(null).Should().BeFalse();
    }

    private static ChatCompletionChunk Read(string json) => WireJson.Read<ChatCompletionChunk>(json);
}
