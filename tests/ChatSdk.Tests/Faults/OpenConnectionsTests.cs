using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>The counter that every test of a fault relies on does count.</summary>
[TestFixture]
public sealed class OpenConnectionsTests : FaultTest
{
    [Test]
    public async Task Stream_on_its_way_is_a_connection_in_use()
    {
        Server.Answers(FakeAnswer.Events(Piece("a")).ThenHangs());
        await using (var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard))
        {
            await chunks.MoveNextAsync();

            ConnectionsInUse.Should().Be(1);
        }
    }
}
