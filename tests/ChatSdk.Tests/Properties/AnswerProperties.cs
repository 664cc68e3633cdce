using System.Text.Json;
using ChatSdk.Tests.Streaming;
using FsCheck.Fluent;

namespace ChatSdk.Tests.Properties;

/// <summary>A streamed answer is the answer that the plain call gives.</summary>
[TestFixture]
public sealed class AnswerProperties
{
    [Test]
    public void Chunks_of_an_answer_accumulate_into_the_complete_answer() => Holds.For(
        Answers.All.Zip(Values.Chance),
        cut =>
        {
            var (answer, chance) = cut;

            var put = Accumulated.Chunks(new AnswerCutter(chance).Cut(answer));

            put.Should().Be(Read(Write(answer)), "it is {0}", Write(answer));
            return Task.CompletedTask;
        });

    private static string Write(ChatCompletion answer) => JsonSerializer.Serialize(answer);

    private static ChatCompletion Read(string json) => JsonSerializer.Deserialize<ChatCompletion>(json)!;
}
