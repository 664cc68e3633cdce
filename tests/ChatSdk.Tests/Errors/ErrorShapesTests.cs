using System.Net;
using System.Text;
using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Errors;

/// <summary>Tests that errors of every known shape are read.</summary>
[TestFixture]
public sealed class ErrorShapesTests : FakeServerTest
{
    private static IEnumerable<ErrorCase> Unambiguous => All.Where(shape => !shape.NeedsStatus);

    private static IEnumerable<ErrorCase> All => ErrorShapes.Objects.Concat(ErrorShapes.Flat).Concat(ErrorShapes.Others);

    [TestCaseSource(nameof(All))]
    public async Task Error_of_every_shape_has_the_expected_properties(ErrorCase shape)
    {
        Server.Answers(FakeAnswer.Raw(shape.Body, "application/json", shape.Status));

        var error = await GetErrorAsync();

        error.Status.Should().Be((HttpStatusCode)shape.Status);
        error.Kind.Should().Be(shape.Kind);
        ShouldMatch(error, shape);
        error.IsRetryable.Should().Be(shape.IsRetryable);
        error.ResponseBody.Should().Be(shape.Body);
    }

    [Test]
    public void Every_shape_in_the_table_is_tested()
    {
        var bodies = All.Select(shape => ErrorReader.Parse(Encoding.UTF8.GetBytes(shape.Body))?.RootElement).OfType<JsonElement>().SelectMany(body => body.ValueKind == JsonValueKind.Array ? [.. body.EnumerateArray()] : new[] { body }).ToList();

        var read = bodies.Select(body => ErrorShapeTable.All.FirstOrDefault(shape => shape.ReadFrom(body, 0) is not null)).ToHashSet();
        var found = ErrorShapeTable.All.Where(shape => shape.IsError is null || bodies.Exists(body => shape.IsErrorIn(body)));

        ErrorShapeTable.All.Where(shape => !read.Contains(shape)).SelectMany(shape => shape.Fields).Should().BeEmpty("each shape in the table must read at least one case of ErrorShapes");
        ErrorShapeTable.All.Except(found).SelectMany(shape => shape.Fields).Should().BeEmpty("each shape in the table must recognize at least one case of ErrorShapes as an error");
    }

    [TestCaseSource(nameof(Unambiguous))]
    public async Task Error_with_status_200_is_read(ErrorCase shape)
    {
        Server.Answers(FakeAnswer.Raw(shape.Body, "application/json"));

        var error = await GetErrorAsync();

        ShouldMatch(error, shape);
        error.Status.Should().Be(HttpStatusCode.OK);
    }

    [TestCaseSource(nameof(Unambiguous))]
    public async Task Error_in_a_stream_is_read(ErrorCase shape)
    {
        Server.Answers(FakeAnswer.Events(shape.Body));

        var error = (await FluentActions.Awaiting(() => StreamAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;

        ShouldMatch(error, shape);
    }

    [TestCaseSource(nameof(All))]
    public async Task Error_message_is_a_single_line(ErrorCase shape)
    {
        Server.Answers(FakeAnswer.Raw(shape.Body, "application/json", shape.Status));

        var error = await GetErrorAsync();

        error.Message.Should().Contain($"{shape.Status} ({shape.Kind})").And.Contain(shape.Message ?? "the server did not state a reason");
        error.Message.Should().NotContainAny("\n", "\r", "\t");
    }

    [TestCase("""{"error":{"message":"a\ud83d"}}""")]
    [TestCase("""{"error":{"message":"a","\ud83d":1}}""")]
    [TestCase("""{"\ud83d":1,"message":"a"}""")]
    [TestCase("""{"detail":[{"\ud83d":1,"msg":"a"}]}""")]
    public async Task Error_with_an_unpaired_surrogate_is_read(string body)
    {
        Server.AnswersJson(body, 400);

        var error = await GetErrorAsync();

        error.ServerMessage.Should().StartWith("a");
    }

    [TestCase("""{"error":{"message":"aX"}}""")]
    [TestCase("""{"error":{"message":"a","X":1}}""")]
    [TestCase("""{"code":"X","message":"a"}""")]
    public async Task Error_with_invalid_utf8_is_read(string body)
    {
        var bytes = Encoding.Latin1.GetBytes(body.Replace('X', '\u00ff'));
        Server.Answers(FakeAnswer.Bytes(bytes, "application/json", 400));

        var error = await GetErrorAsync();

        error.ServerMessage.Should().StartWith("a");
    }

    private static void ShouldMatch(ChatApiException error, ErrorCase shape)
    {
        error.ServerMessage.Should().Be(shape.Message);
        error.Code.Should().Be(shape.Code);
        error.Type.Should().Be(shape.Type);
        error.Param.Should().Be(shape.Param);
    }

    private async Task<ChatApiException> GetErrorAsync() =>
        (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;
}
