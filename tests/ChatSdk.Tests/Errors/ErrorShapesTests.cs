using System.Net;
using System.Text;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Errors;

/// <summary>Every shape of error becomes the same exception.</summary>
[TestFixture]
public sealed class ErrorShapesTests : FakeServerTest
{
    private static IEnumerable<ErrorShape> All => ErrorShapes.Objects.Concat(ErrorShapes.Flat).Concat(ErrorShapes.Others);

    [TestCaseSource(nameof(All))]
    public async Task Error_tells_what_its_shape_says(ErrorShape shape)
    {
        Server.Answers(FakeAnswer.Raw(shape.Body, "application/json", shape.Status));

        var error = await AskAsync();

        error.Status.Should().Be((HttpStatusCode)shape.Status);
        error.Kind.Should().Be(shape.Kind);
        error.ServerMessage.Should().Be(shape.Message);
        error.Code.Should().Be(shape.Code);
        error.Type.Should().Be(shape.Type);
        error.Param.Should().Be(shape.Param);
        error.IsRetryable.Should().Be(shape.IsRetryable);
        error.ResponseBody.Should().Be(shape.Body);
    }

    [TestCaseSource(nameof(All))]
    public async Task Error_has_a_message_of_one_line(ErrorShape shape)
    {
        Server.Answers(FakeAnswer.Raw(shape.Body, "application/json", shape.Status));

        var error = await AskAsync();

        error.Message.Should().Contain($"{shape.Status} ({shape.Kind})").And.Contain(shape.Message ?? "the server gave no reason");
        error.Message.Should().NotContainAny("\n", "\r", "\t");
    }

    [TestCase("""{"error":{"message":"a\ud83d"}}""")]
    [TestCase("""{"error":{"message":"a","\ud83d":1}}""")]
    [TestCase("""{"\ud83d":1,"message":"a"}""")]
    [TestCase("""{"detail":[{"\ud83d":1,"msg":"a"}]}""")]
    public async Task Error_with_half_a_surrogate_pair_is_told(string body)
    {
        Server.AnswersJson(body, 400);

        var error = await AskAsync();

        error.ServerMessage.Should().StartWith("a");
    }

    [TestCase("""{"error":{"message":"aX"}}""")]
    [TestCase("""{"error":{"message":"a","X":1}}""")]
    [TestCase("""{"code":"X","message":"a"}""")]
    public async Task Error_with_bytes_that_are_no_text_is_told(string body)
    {
        var bytes = Encoding.Latin1.GetBytes(body.Replace('X', '\u00ff'));
        Server.Answers(FakeAnswer.Bytes(bytes, "application/json", 400));

        var error = await AskAsync();

        error.ServerMessage.Should().StartWith("a");
    }

    private async Task<ChatApiException> AskAsync() =>
        (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;
}
