using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests the connection counter that the fault tests rely on.</summary>
[TestFixture]
public sealed class OpenConnectionsTests : FaultTest
{
    [Test]
    public async Task Connection_of_an_open_stream_is_counted_as_in_use()
    {
        Server.Answers(FakeAnswer.Events(Piece("a")).ThenHangs());
        await using (var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard))
        {
            await chunks.MoveNextAsync();

            ConnectionsInUse.Should().Be(1);
        }
    }
}
