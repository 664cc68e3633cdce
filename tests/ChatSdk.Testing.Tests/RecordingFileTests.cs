using System.Net;

namespace ChatSdk.Testing.Tests;

/// <summary>Tests the format of a recording, and the error messages for damaged recordings.</summary>
public sealed class RecordingFileTests : RecordingTest
{
    private const string _start = """{"recording":1}""";
    private const string _request = """{"method":"POST","path":"/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"Hi"}]}}""";
    private const string _head = """{"status":200,"headers":{"Content-Type":"application/json"},"ms":0}""";
    private const string _text = """{"text":"{\"choices\":[{\"message\":{\"content\":\"written by hand\"},\"finish_reason\":\"stop\"}]}","ms":0}""";
    private const string _end = """{"end":"whole","ms":0}""";

    [Test]
    public async Task Recording_is_a_file_of_readable_JSON_lines()
    {
        Server.AnswersJson("{}");
        await using (var recorder = await FakeChatServer.StartRecordingAsync(Server.BaseAddress, RecordingPath, Guard))
        {
            using var http = new HttpClient();
            using var content = new StringContent("{ \"a\":\n \"ü\" }");
            using var response = await http.PostAsync(new Uri(recorder.BaseAddress + "/chat/completions"), content, Guard);
        }

        var lines = await File.ReadAllLinesAsync(RecordingPath, Guard);

        lines[0].Should().Be("""{"recording":1}""");
        lines[1].Should().Be("""{"method":"POST","path":"/chat/completions","body":{"a":"ü"}}""");
        lines[2].Should().StartWith("""{"status":200,"headers":{"Date":""").And.Contain("\"Content-Type\":\"application/json\"").And.Contain("\"Content-Length\":\"2\"");
        lines[3].Should().StartWith("""{"text":"{}","ms":""");
        lines[4].Should().StartWith("""{"end":"whole","ms":""");
        lines.Should().HaveCount(5);
    }

    [TestCase("{oops")]
    [TestCase("""{"half":"\ud83e"}""")]
    public async Task Request_body_that_cannot_be_written_as_JSON_is_stored_as_text(string body)
    {
        Server.AnswersJson("""{"is":1}""");

        var (recorded, replayed) = await DoTwiceAsync(async server =>
        {
            using var http = new HttpClient();
            using var content = new StringContent(body);
            using var response = await http.PostAsync(new Uri(server.BaseAddress + "/chat/completions"), content, Guard);
            return await response.Content.ReadAsStringAsync(Guard);
        });

        recorded.Should().Be("""{"is":1}""");
        replayed.Should().Be("""{"is":1}""");
        (await ReadFileAsync()).Should().Contain("bodyText");
    }

    [Test]
    public async Task File_can_be_written_by_hand()
    {
        await WriteAsync(_start, "", _request, _head, _text, _end);

        (await NewClient(await ReplayAsync()).CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("written by hand");
    }

    private static IEnumerable<TestCaseData> Damages() =>
    [
        Damage(1, "truncated or empty"),
        Damage(1, "not a recording of version 1", """{"recording":2}"""),
        Damage(1, "not a recording of version 1", _request),
        Damage(2, "the JSON is invalid at byte 0", _start, "oops"),
        Damage(2, "does not belong to a request", _start, _head),
        Damage(3, "no \"status\" line before this", _start, _request, _text),
        Damage(3, "no \"end\" line", _start, _request, _request),
        Damage(4, "already has a \"status\" line", _start, _request, _head, _head),
        Damage(4, "\"bytes\" is not base64", _start, _request, _head, """{"bytes":"&","ms":0}"""),
        Damage(4, "\"ms\" is not a number", _start, _request, _head, """{"text":"x"}"""),
        Damage(4, "negative", _start, _request, _head, """{"text":"x","ms":-1}"""),
        Damage(4, "\"end\" is \"soon\", which is not possible for an answer with a status", _start, _request, _head, """{"end":"soon","ms":0}"""),
        Damage(3, "\"end\" is \"whole\", which is not possible for an answer without a status", _start, _request, _end),
        Damage(3, "not between 200 and 599", _start, _request, """{"status":99,"headers":{},"ms":0}"""),
        Damage(2, "\"method\" is not a string", _start, """{"method":null,"path":"/"}"""),
        Damage(2, "not a JSON object", _start, "[]"),
        Damage(3, "\"headers\" is not an object", _start, _request, """{"status":200,"ms":0}"""),
        Damage(4, "unpaired surrogate", _start, _request, _head, """{"text":"\ud83e","ms":0}"""),
        Damage(4, "truncated or empty", _start, _request, _head, _text),
    ];

    [TestCaseSource(nameof(Damages))]
    public async Task Error_for_a_damaged_file_names_the_file_and_the_line(int line, string what, string[] lines)
    {
        await WriteAsync(lines);

        var start = () => FakeChatServer.StartReplayAsync(RecordingPath, cancellationToken: Guard);

        (await start.Should().ThrowAsync<InvalidDataException>()).Which.Message.Should().StartWith($"{RecordingPath}, line {line}: ").And.Contain(what);
    }

    [Test]
    public async Task Error_for_a_missing_file_names_the_file()
    {
        var start = () => FakeChatServer.StartReplayAsync(RecordingPath, cancellationToken: Guard);

        (await start.Should().ThrowAsync<FileNotFoundException>()).Which.Message.Should().Contain(RecordingPath);
    }

    [Test]
    public async Task Request_with_an_unpaired_surrogate_matches_no_recording()
    {
        await WriteAsync(_start, _request, _head, _text, _end);
        var replay = await FakeChatServer.StartReplayAsync(RecordingPath, cancellationToken: Guard);
        using var http = new HttpClient();
        using var content = new StringContent("""{"model":"m","messages":[{"role":"user","content":"\ud800"}]}""");

        using var response = await http.PostAsync(new Uri(replay.BaseAddress + "/chat/completions"), content, Guard);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(Guard)).Should().Contain("no_answer_scripted");
        await replay.Invoking(server => server.DisposeAsync().AsTask()).Should().ThrowAsync<FakeVerificationException>();
    }

    [Test]
    public async Task Recorded_request_with_an_unpaired_surrogate_does_not_affect_other_requests()
    {
        await WriteAsync(_start, _request.Replace("Hi", "\\ud800", StringComparison.Ordinal), _head, _text, _end, _request, _head, _text, _end);

        (await NewClient(await ReplayAsync()).CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("written by hand");
    }

    [Test]
    [Platform("Linux")]
    public async Task File_that_cannot_be_written_is_closed()
    {
        var start = () => FakeChatServer.StartRecordingAsync(Server.BaseAddress, "/dev/full", Guard);

        await start.Should().ThrowAsync<IOException>();

        var openExclusively = () => new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None).Dispose();
        openExclusively.Should().NotThrow("the recorder must have closed the file");
    }

    [TestCase(-1)]
    [TestCase(double.NaN)]
    public async Task Time_scale_out_of_range_throws(double scale)
    {
        var start = () => FakeChatServer.StartReplayAsync(RecordingPath, scale, Guard);

        await start.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    private static TestCaseData Damage(int line, string what, params string[] lines) => new(line, what, lines);

    private Task WriteAsync(params string[] lines) => File.WriteAllTextAsync(RecordingPath, string.Join('\n', lines), Guard);
}
