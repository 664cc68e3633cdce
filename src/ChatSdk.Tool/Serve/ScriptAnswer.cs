using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Tool;

/// <summary>
/// An answer in a script. Exactly one of the members from <see cref="Text"/> to <see cref="Fault"/> must be set, and determines the kind of
/// the answer, except that <see cref="ToolCalls"/> can also be added to a text, a stream or a refusal. The members that follow modify the answer.
/// </summary>
internal sealed class ScriptAnswer
{
    /// <summary>Gets the text of the answer, which is streamed word by word if a stream is requested.</summary>
    public string? Text { get; init; }

    /// <summary>Gets the chunks of an answer that is always streamed.</summary>
    public string[]? Stream { get; init; }

    /// <summary>Gets the text of a refusal.</summary>
    public string? Refusal { get; init; }

    /// <summary>Gets the tool calls.</summary>
    public IReadOnlyList<ScriptToolCall>? ToolCalls { get; init; }

    /// <summary>Gets the error.</summary>
    public ScriptError? Error { get; init; }

    /// <summary>
    /// Gets the name of an error that a known service sends, such as <c>OpenAIRateLimit</c>. It must be a member of
    /// <see cref="FakeErrors"/>.
    /// </summary>
    public string? KnownError { get; init; }

    /// <summary>Gets a JSON body, which is sent unchanged.</summary>
    public JsonElement? Json { get; init; }

    /// <summary>Gets the data of each event in a stream, such as <c>[DONE]</c>.</summary>
    public string[]? Events { get; init; }

    /// <summary>Gets a body of any content type.</summary>
    public string? Body { get; init; }

    /// <summary>Gets the vectors in an answer to a request for embeddings.</summary>
    public float[][]? Embeddings { get; init; }

    /// <summary>Gets a fault that replaces the answer: <c>drop</c> to close the connection, or <c>silence</c> to send nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>Gets the HTTP status for <see cref="Json"/> and <see cref="Body"/>; the default is 200.</summary>
    public int? Status { get; init; }

    /// <summary>Gets the content type of <see cref="Body"/>; the default is <c>text/plain</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Gets the reasoning.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Gets the finish reason.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Gets the usage.</summary>
    public JsonElement? Usage { get; init; }

    /// <summary>Gets additional response headers.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Gets the delay before the response begins, in milliseconds.</summary>
    public double? AfterMs { get; init; }

    /// <summary>Gets the pause between chunks, in milliseconds.</summary>
    public double? PauseMs { get; init; }

    /// <summary>Gets the number of tokens that are sent per second. Each chunk counts as one token.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Gets the size, in bytes, of the pieces in which the response body is sent, regardless of where events end.</summary>
    public int? SplitEvery { get; init; }

    /// <summary>Gets how the response fails before its end: <c>cut</c>, <c>reset</c> or <c>hang</c>.</summary>
    public string? End { get; init; }

    /// <summary>Creates the answer.</summary>
    /// <param name="place">The path of the answer in the script, for messages.</param>
    /// <exception cref="ToolException">The answer is invalid.</exception>
    public FakeAnswer Create(string place)
    {
        try
        {
            return Modify(CreateUnmodified(place), place);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new ToolException($"'{place}' in the script is invalid. {Failure.Of(new ArgumentException(exception.Message, (exception as ArgumentException)?.ParamName))!.Message}");
        }
    }

    private FakeAnswer CreateUnmodified(string place)
    {
        FakeAnswer?[] kinds =
        [
            Text is null ? null : FakeAnswer.Text(Text),
            Stream is null ? null : FakeAnswer.Stream(Stream),
            Refusal is null ? null : FakeAnswer.Refusal(Refusal),
            Error is null ? null : FakeAnswer.Error(Error.Status, Error.Message, Error.Type, Error.Code),
            KnownError is null ? null : KnownErrors.Get(KnownError, place),
            Json is null ? null : FakeAnswer.Json(Json.Value.GetRawText(), Status ?? 200),
            Events is null ? null : FakeAnswer.Events(Events),
            Body is null ? null : FakeAnswer.Raw(Body, ContentType ?? "text/plain", Status ?? 200),
            Embeddings is null ? null : FakeAnswer.Embeddings(Embeddings),
            Fault is null ? null : FaultOf(Fault, place),
        ];
        var (answer, calls) = (kinds.OfType<FakeAnswer>().ToList(), ToolCalls ?? []);
        return (answer, calls) switch
        {
            ([], [var first, ..]) => calls.Skip(1).Aggregate(FakeAnswer.ToolCall(first.Name, first.ArgumentsText), Call),
            ([var only], _) => calls.Aggregate(only, Call),
            _ => throw new ToolException($"'{place}' in the script must have exactly one of text, stream, refusal, toolCalls, error, knownError, json, events, body, embeddings and fault. Only toolCalls can be combined with text, stream or refusal."),
        };

        static FakeAnswer Call(FakeAnswer answer, ScriptToolCall call) => answer.WithToolCall(call.Name, call.ArgumentsText);
    }

    private FakeAnswer Modify(FakeAnswer answer, string place)
    {
        answer = Reasoning is null ? answer : answer.WithReasoning(Reasoning);
        answer = FinishReason is null ? answer : answer.WithFinishReason(new FinishReason(FinishReason));
        answer = Usage is null ? answer : answer.WithUsage(Usage.Value.Deserialize<ChatUsage>()!);
        answer = AfterMs is null ? answer : answer.After(TimeSpan.FromMilliseconds(AfterMs.Value));
        answer = PauseMs is null ? answer : answer.Pausing(TimeSpan.FromMilliseconds(PauseMs.Value));
        answer = TokensPerSecond is null ? answer : answer.AtTokensPerSecond(TokensPerSecond.Value);
        answer = SplitEvery is null ? answer : answer.SplitEvery(SplitEvery.Value);
        answer = Headers is null ? answer : Headers.Aggregate(answer, (changed, header) => changed.WithHeader(header.Key, header.Value));
        return End switch
        {
            null => answer,
            "cut" => answer.ThenCuts(),
            "reset" => answer.ThenResets(),
            "hang" => answer.ThenHangs(),
            _ => throw new ToolException($"'{place}.end' in the script must be 'cut', 'reset' or 'hang', not '{End}'."),
        };
    }

    private static FakeAnswer FaultOf(string fault, string place) => fault switch
    {
        "drop" => FakeAnswer.Drop(),
        "silence" => FakeAnswer.Silence(),
        _ => throw new ToolException($"'{place}.fault' in the script must be 'drop' or 'silence', not '{fault}'."),
    };
}

/// <summary>A tool call in a scripted answer.</summary>
internal sealed class ScriptToolCall
{
    /// <summary>Gets the name of the tool.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the arguments, as JSON or as a string that contains JSON.</summary>
    public JsonElement Arguments { get; init; }

    /// <summary>Gets the arguments as they are sent.</summary>
    public string ArgumentsText => Arguments.ValueKind switch
    {
        JsonValueKind.Undefined => "{}",
        JsonValueKind.String => Arguments.GetString()!,
        _ => Arguments.GetRawText(),
    };
}

/// <summary>A scripted error.</summary>
internal sealed class ScriptError
{
    /// <summary>Gets the HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Gets the message.</summary>
    public string Message { get; set; } = "";

    /// <summary>Gets the type.</summary>
    public string? Type { get; init; }

    /// <summary>Gets the code.</summary>
    public string? Code { get; init; }
}
