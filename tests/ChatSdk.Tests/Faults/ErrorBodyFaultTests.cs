using System.Net.Sockets;
using System.Text;
using ChatSdk.Testing;
using ChatSdk.Tests.Http;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests error responses whose body is malformed, empty or endless, or stalls. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
/// <param name="streams">Whether the calls are streamed.</param>
[TestFixture(false)]
[TestFixture(true)]
public sealed class ErrorBodyFaultTests(bool streams) : BothFormsFaultTest(streams)
{
    private const int _longest = 64 * 1024;

    private static IEnumerable<TestCaseData> OddBodies =>
    [
        new TestCaseData("<html><title>Bad Gateway</title>…</html>"u8.ToArray(), "Bad Gateway").SetArgDisplayNames("HTML"),
        new TestCaseData(Array.Empty<byte>(), "did not state a reason").SetArgDisplayNames("empty body"),
        new TestCaseData(Encoding.Latin1.GetBytes("Störung"), "St\ufffdrung").SetArgDisplayNames("not UTF-8"),
        new TestCaseData("""{"error":"Internal trouble","status_code":500}"""u8.ToArray(), "Internal trouble").SetArgDisplayNames("an error that is a string"),
    ];

    [Test]
    [Fault(33, "500 with an endless body", "`ChatApiException` (Server); the connection is closed after 64 KB or 10 s", Retried = "yes", Kept = "the first 64 KB")]
    public async Task Row_33_endless_error_body_is_cut_at_64_KB()
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        var call = FailAsync<ChatApiException>();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            await SendWithoutEndAsync(await puppet.AnswerAsync("HTTP/1.1 500 No\r\nContent-Type: text/plain\r\n\r\n", Guard));
        }

        var failure = await call;
        failure.Kind.Should().Be(ChatErrorKind.Server);
        failure.ResponseBody.Should().Be(new string('x', _longest));
        failure.Message.Length.Should().BeLessThan(1000);
        failure.Attempts.Should().Be(3);
    }

    [Test]
    public async Task Row_33_error_body_that_stalls_is_read_for_ten_seconds()
    {
        var time = new ManualTime();
        (Options.TimeProvider, Options.MaxRetries) = (time, 0);
        Server.AnswersAlways(FakeAnswer.Raw("half of", "text/plain", 500).ThenHangs());
        var call = FailAsync<ChatApiException>();
        var request = await Server.NextRequestAsync(Guard);

        await time.NextTimerAsync(left => left == TimeSpan.FromSeconds(10), Guard);
        time.Advance(TimeSpan.FromSeconds(10));

        (await call).Kind.Should().Be(ChatErrorKind.Server);
        await request.ClientDisconnected.WaitAsync(Guard);
    }

    [TestCaseSource(nameof(OddBodies))]
    [Fault(34, "500 with HTML, an empty body, invalid UTF-8, or plain text", "`ChatApiException` (Server); the message contains the readable part of the body", Retried = "yes", Kept = "body")]
    public async Task Row_34_error_message_contains_the_readable_part_of_the_body_or_says_that_no_reason_was_stated(byte[] body, string words)
    {
        Server.AnswersAlways(FakeAnswer.Bytes(body, "application/json", 500));

        var failure = await FailAsync<ChatApiException>();

        failure.Kind.Should().Be(ChatErrorKind.Server);
        failure.Message.Should().Contain(words);
        failure.ResponseBody.Should().Be(Encoding.UTF8.GetString(body));
        ShouldHaveBeenSent(3, failure);
    }

    private static async Task SendWithoutEndAsync(Socket socket)
    {
        var block = Encoding.ASCII.GetBytes(new string('x', _longest));
        try
        {
            while (true)
            {
                await socket.SendAsync(block, Guard);
            }
        }
        catch (SocketException)
        {
            // The client has closed the connection, as expected.
        }
    }
}
