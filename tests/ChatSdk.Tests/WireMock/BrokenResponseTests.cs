using System.Text;
using WireMock.ResponseBuilders;

namespace ChatSdk.Tests.WireMock;

/// <summary>Tests responses with status 200 that are empty or invalid.</summary>
[TestFixture]
public sealed class BrokenResponseTests : WireMockTest
{
    private static IEnumerable<TestCaseData> Bodies =>
    [
        new TestCaseData(Array.Empty<byte>()).SetArgDisplayNames("an empty body"),
        new TestCaseData("<html>Log in</html>"u8.ToArray()).SetArgDisplayNames("an HTML page"),
        new TestCaseData("""{"choices":[{"message":{"content":"Hel"""u8.ToArray()).SetArgDisplayNames("truncated JSON"),
        new TestCaseData(Garbage()).SetArgDisplayNames("random bytes"),
    ];

    [TestCaseSource(nameof(Bodies))]
    public async Task Create_throws_a_protocol_exception_for_an_invalid_body(byte[] body)
    {
        Server.Given(Chat()).RespondWith(Response.Create().WithHeader("Content-Type", "application/json").WithBody(body));

        var failure = (await Client.Awaiting(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowExactlyAsync<ChatProtocolException>()).Which;

        failure.Attempts.Should().Be(1);
        failure.ResponseBody.Should().Be(Encoding.UTF8.GetString(body));
    }

    [TestCaseSource(nameof(Bodies))]
    public async Task CreateStream_throws_a_chat_exception_for_an_invalid_body(byte[] body)
    {
        Server.Given(Chat()).RespondWith(Response.Create().WithHeader("Content-Type", "text/event-stream").WithBody(body));

        var read = () => Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        (await read.Should().ThrowAsync<ChatException>()).Which.Attempts.Should().Be(1);
    }

    private static byte[] Garbage()
    {
        var bytes = new byte[4_096];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
