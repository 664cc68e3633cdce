using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Errors;

/// <summary>Tests that errors are read even if the naming style of their fields is unusual, such as PascalCase.</summary>
[TestFixture]
public sealed class ErrorNameTests : FakeServerTest
{
    private static IEnumerable<TestCaseData> RestyledShapes =>
        from shape in ErrorShapes.Objects.Concat(ErrorShapes.Flat).Concat(ErrorShapes.Others)
        where shape.Body.StartsWith('{') && !shape.Body.Contains("flagged_input", StringComparison.Ordinal) && ErrorReader.Parse(Encoding.UTF8.GetBytes(shape.Body)) is not null
        from style in new (string Name, Func<string, string> Write)[] { ("Pascal", Pascal), ("camel", Camel), ("UPPER", name => name.ToUpperInvariant()), ("__", name => "__" + name) }
        select new TestCaseData(shape, WithStyle(JsonNode.Parse(shape.Body)!, style.Write).ToJsonString(JsonSerializerOptions.Default)).SetArgDisplayNames($"{shape.Name}, {style.Name}");

    [TestCaseSource(nameof(RestyledShapes))]
    public async Task Error_is_the_same_in_every_naming_style(ErrorCase shape, string body)
    {
        Server.Answers(FakeAnswer.Raw(body, "application/json", shape.Status));

        var error = await GetErrorAsync();

        error.Kind.Should().Be(shape.Kind);
        error.ServerMessage.Should().Be(shape.Message == shape.Body ? body : shape.Message);
        (error.Code, error.Type, error.Param).Should().Be((shape.Code, shape.Type, shape.Param));
    }

    [TestCase("""{"Message":"User is not authorized"}""", 403, ChatErrorKind.Permission, "User is not authorized", null, null)]
    [TestCase("""{"Error":{"Code":"AccessDenied","Message":"No"},"RequestId":"r"}""", 403, ChatErrorKind.Permission, "No", "AccessDenied", null)]
    [TestCase("""{"__type":"com.amazon.coral.service#ThrottlingException","message":"Rate exceeded"}""", 400, ChatErrorKind.RateLimit, "Rate exceeded", null, "com.amazon.coral.service#ThrottlingException")]
    [TestCase("""{"errorMessage":"2026 Task timed out","errorType":"Sandbox.Timedout"}""", 500, ChatErrorKind.Server, "2026 Task timed out", "Sandbox.Timedout", "Sandbox.Timedout")]
    [TestCase("""{"message":null,"Message":"No"}""", 400, ChatErrorKind.InvalidRequest, "No", null, null)]
    public async Task Error_whose_fields_have_an_unusual_naming_style_is_read(string body, int status, ChatErrorKind kind, string message, string? code, string? type)
    {
        Server.AnswersJson(body, status);

        var error = await GetErrorAsync();

        (error.Kind, error.ServerMessage, error.Code, error.Type).Should().Be((kind, message, code, type));
    }

    [TestCase("""{"message":"The service is unable to process your request.","__type":"InternalServerException"}""", ChatErrorKind.Server)]
    [TestCase("""{"Message":"User is not authorized to perform this"}""", ChatErrorKind.Permission)]
    [TestCase("""{"__type":"ServiceUnavailableException","Message":"Later"}""", ChatErrorKind.Overloaded)]
    [TestCase("""{"__type":"ThrottlingException"}""", ChatErrorKind.RateLimit)]
    [TestCase("""{"__type":"ValidationException","message":"Bad"}""", ChatErrorKind.InvalidRequest)]
    [TestCase("""{"__type":"AccessDeniedException","message":"No"}""", ChatErrorKind.Permission)]
    [TestCase("""{"__type":"ResourceNotFoundException","message":"No such model"}""", ChatErrorKind.NotFound)]
    [TestCase("""{"__type":"ModelTimeoutException","message":"Too slow"}""", ChatErrorKind.Timeout)]
    [TestCase("""{"errorMessage":"It broke","errorType":"Runtime.ExitError"}""", ChatErrorKind.Server)]
    [TestCase("""{"Error":{"Code":"InternalError","Message":"It broke"}}""", ChatErrorKind.Server)]
    [TestCase("""{"ErrorCode":"E1","Message":"It broke"}""", ChatErrorKind.Server)]
    [TestCase("""{"choices":[],"Error":{"Message":"It broke"}}""", ChatErrorKind.Server, Description = "The error is in the same object as `choices`.")]
    public async Task Error_whose_fields_have_an_unusual_naming_style_ends_a_stream(string data, ChatErrorKind kind)
    {
        Server.Answers(FakeAnswer.Events(Piece("a"), data));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("a");
        failure.Should().BeAssignableTo<ChatApiException>().Which.Kind.Should().Be(kind);
        failure.Partial!.Text.Should().Be("a");
    }

    [TestCase("""{"message":"Still working","__type":"Progress"}""")]
    [TestCase("""{"Message":"Searching the web"}""")]
    public async Task Progress_message_in_a_stream_is_not_an_error(string data)
    {
        Server.Answers(FakeAnswer.Events(Piece("a"), data, Finish, "[DONE]"));

        (await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("a");
    }

    private static JsonNode WithStyle(JsonNode node, Func<string, string> style) => node switch
    {
        JsonObject json => new JsonObject(json.Select(member => KeyValuePair.Create(style(member.Key), member.Value is null ? null : WithStyle(member.Value, style)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : WithStyle(item, style))]),
        _ => node.DeepClone(),
    };

    private static string Camel(string name)
    {
        var words = name.Split('_').Select(word => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word)).ToList();
        return words[0].ToLowerInvariant() + string.Concat(words.Skip(1));
    }

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(word => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word)));

    private async Task<ChatApiException> GetErrorAsync() =>
        (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;
}
