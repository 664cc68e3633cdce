using ChatSdk.Testing;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Fuzz;

/// <summary>Splits mutated captured responses at various positions, and sends them over a real socket.</summary>
[TestFixture]
public sealed class FuzzServerTests : FakeServerTest
{
    private const int _cases = 200;

    [Test]
    public async Task Mutated_capture_over_a_socket_ends_in_an_answer_or_a_ChatException()
    {
        var mutator = new Mutator(new Random(1), [.. WireFixture.All().Select(fixture => fixture.Body)]);
        for (var count = 0; count < _cases; count++)
        {
            var input = mutator.Next();
            var answer = FakeAnswer.Bytes(input, count % 2 == 0 ? "text/event-stream" : "application/json", count % 5 == 0 ? 503 : 200).SplitEvery(1 + (count * 7));
            Server.Answers((count % 3) switch { 0 => answer, 1 => answer.ThenCuts(), _ => answer.ThenResets() });

            await SendAsync(input);
        }

        Server.Requests.Should().HaveCount(_cases);
    }

    private async Task SendAsync(byte[] input)
    {
        try
        {
            await ReadAsync(Client.CreateStreamAsync(_hello));
        }
        catch (Exception exception) when (exception is not ChatException)
        {
            throw new AssertionException($"The client threw an unexpected exception for the input {Convert.ToBase64String(input)}", exception);
        }
        catch (ChatException)
        {
            // A ChatException is allowed.
        }
    }
}
