using System.Net;
using System.Text;
using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Errors;

/// <summary>Every shape of error becomes the same exception.</summary>
[TestFixture]
public sealed class ErrorShapesTests : FakeServerTest
{
    private static IEnumerable<ErrorCase> SelfEvident => All.Where(shape => !shape.NeedsStatus);

    private static IEnumerable<ErrorCase> All => ErrorShapes.Objects.Concat(ErrorShapes.Flat).Concat(ErrorShapes.Others);

    [TestCaseSource(nameof(All))]
    public async Task Error_says_what_its_shape_says(ErrorCase shape)
    {
        Server.Answers(FakeAnswer.Raw(shape.Body, "application/json", shape.Status));

        var error = await AskAsync();

        error.Status.Should().Be((HttpStatusCode)shape.Status);
        error.Kind.Should().Be(shape.Kind);
        ShouldSay(error, shape);
        error.IsRetryable.Should().Be(shape.IsRetryable);
        error.ResponseBody.Should().Be(shape.Body);
    }

    [Test]
    public void Every_shape_of_the_table_has_a_case()
    {
        var bodies = All.Select(shape => ErrorReader.Parse(Encoding.UTF8.GetBytes(shape.Body))?.RootElement).OfType<JsonElement>().SelectMany(body => body.ValueKind == JsonValueKind.Array ? [.. body.EnumerateArray()] : new[] { body }).ToList();

        var read = bodies.Select(body => ErrorShapeTable.All.FirstOrDefault(shape => shape.ReadFrom(body, 0) is not null)).ToHashSet();
        var found = ErrorShapeTable.All.Where(shape => shape.IsError is null || bodies.Exists(body => shape.IsErrorIn(body)));

        ErrorShapeTable.All.Where(shape => !read.Contains(shape)).SelectMany(shape => shape.Fields).Should().BeEmpty("each has a case in ErrorShapes that it reads");
        ErrorShapeTable.All.Except(found).SelectMany(shape => shape.Fields).Should().BeEmpty("each has a case in ErrorShapes that it finds");
    }

    [TestCaseSource(nameof(SelfEvident))]
    public async Task Error_is_the_same_with_a_good_status(ErrorCase shape)
    {
        Server.Answers(FakeAnswer.Raw(shape.Body, "application/json"));

        var error = await AskAsync();

        ShouldSay(error, shape);
        error.Status.Should().Be(HttpStatusCode.OK);
    }

    [TestCaseSource(nameof(SelfEvident))]
    public async Task Error_is_the_same_in_a_stream(ErrorCase shape)
    {
        Server.Answers(FakeAnswer.Events(shape.Body));

        var error = (await FluentActions.Awaiting(() => StreamAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;

        ShouldSay(error, shape);
    }

    [TestCaseSource(nameof(All))]
    public async Task Error_has_a_message_of_one_line(ErrorCase shape)
    {
        Server.Answers(FakeAnswer.Raw(shape.Body, "application/json", shape.Status));

        var error = await AskAsync();

        error.Message.Should().Contain($"{shape.Status} ({shape.Kind})").And.Contain(shape.Message ?? "the server did not state a reason");
        error.Message.Should().NotContainAny("\n", "\r", "\t");
    }

    [TestCase("""{"error":{"message":"a\ud83d"}}""")]
    [TestCase("""{"error":{"message":"a","\ud83d":1}}""")]
    [TestCase("""{"\ud83d":1,"message":"a"}""")]
    [TestCase("""{"detail":[{"\ud83d":1,"msg":"a"}]}""")]
    public async Task Error_with_half_a_surrogate_pair_is_read(string body)
    {
        Server.AnswersJson(body, 400);

        var error = await AskAsync();

        error.ServerMessage.Should().StartWith("a");
    }

    [TestCase("""{"error":{"message":"aX"}}""")]
    [TestCase("""{"error":{"message":"a","X":1}}""")]
    [TestCase("""{"code":"X","message":"a"}""")]
    public async Task Error_with_bytes_that_are_not_text_is_read(string body)
    {
        var bytes = Encoding.Latin1.GetBytes(body.Replace('X', '\u00ff'));
        Server.Answers(FakeAnswer.Bytes(bytes, "application/json", 400));

        var error = await AskAsync();

        error.ServerMessage.Should().StartWith("a");
    }

    private static void ShouldSay(ChatApiException error, ErrorCase shape)
    {
        error.ServerMessage.Should().Be(shape.Message);
        error.Code.Should().Be(shape.Code);
        error.Type.Should().Be(shape.Type);
        error.Param.Should().Be(shape.Param);
    }

    private async Task<ChatApiException> AskAsync() =>
        (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;
}
