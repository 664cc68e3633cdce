using System.Text.Json;
using ChatSdk.Tests.Streaming;
using FsCheck.Fluent;

namespace ChatSdk.Tests.Properties;

/// <summary>Tests that a streamed answer equals the complete answer.</summary>
[TestFixture]
public sealed class AnswerProperties
{
    [Test]
    public void Chunks_of_an_answer_accumulate_into_the_complete_answer() => Holds.For(
        Answers.All.Zip(Values.Chance),
        input =>
        {
            var (answer, chance) = input;

            var accumulated = Accumulated.Chunks(new AnswerSplitter(chance).Split(answer));

            accumulated.Should().Be(Read(Write(answer)), "the answer was {0}", Write(answer));
            return Task.CompletedTask;
        });

    private static string Write(ChatCompletion answer) => JsonSerializer.Serialize(answer);

    private static ChatCompletion Read(string json) => JsonSerializer.Deserialize<ChatCompletion>(json)!;
}
