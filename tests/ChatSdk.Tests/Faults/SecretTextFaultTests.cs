using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests that the string representation of an object, which logs and debuggers show, contains neither an API key nor a message. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class SecretTextFaultTests
{
    // Every string in a sample record is this word.
    private const string _secret = "words";

    // Printing a message or its content is meant to show the text.
    private static readonly Type[] _printable = [typeof(ChatMessage), typeof(ChatContent)];

    // SecretLogFaultTests covers exceptions, including server messages.
    private static IEnumerable<Type> Types => typeof(ChatClient).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && !type.IsEnum && !_printable.Contains(type) && !type.IsAssignableTo(typeof(Exception)));

    [TestCaseSource(nameof(Types))]
    [Fault(82, "a request, an answer, a client or its options are converted to a string or shown in a debugger", "the name of the type; for options also the host, and for a usage also the counts; a message or its content is converted to its text")]
    public void Row_82_string_representation_of_an_object_contains_no_secret(Type type)
    {
        var sample = Sample(type);

        sample.ToString().Should().NotContain(_secret);
        type.GetCustomAttribute<DebuggerDisplayAttribute>()?.Value.Should().Be("{ToString(),nq}");
    }

    [Test]
    [Fault(82, "options are serialized as JSON", "the JSON has no key, headers, address or query")]
    public void Row_82_json_of_options_contains_no_secret()
    {
        var client = JsonSerializer.Serialize((ChatClientOptions)Sample(typeof(ChatClientOptions)));
        var call = JsonSerializer.Serialize((ChatCallOptions)Sample(typeof(ChatCallOptions)));

        client.Should().Contain(nameof(ChatClientOptions.MaxRetries)).And.NotContain(_secret);
        call.Should().Contain(nameof(ChatCallOptions.MaxRetries)).And.NotContain(_secret);
    }

    private static object Sample(Type type) => type switch
    {
        _ when type == typeof(ChatClientOptions) => new ChatClientOptions
        {
            BaseAddress = $"https://127.0.0.1/v1?key={_secret}",
            ApiKey = _secret,
            ApiKeyProvider = _ => Task.FromResult<string?>(_secret),
            Headers = { ["Cookie"] = _secret },
        },
        _ when type == typeof(ChatCallOptions) => new ChatCallOptions
        {
            BaseAddress = $"https://127.0.0.1/v1?key={_secret}",
            Headers = { ["Authorization"] = _secret },
            Query = { ["key"] = _secret },
        },
        _ when type == typeof(ChatFallbackOptions) => new ChatFallbackOptions { Servers = { (ChatClientOptions)Sample(typeof(ChatClientOptions)) } },
        _ when type == typeof(ChatResponseCacheOptions) => new ChatResponseCacheOptions { KeyPrefix = _secret },
        _ when type == typeof(ChatRateLimitOptions) => new ChatRateLimitOptions { Models = { [_secret] = new() { RequestsPerMinute = 1 } } },
        _ when type == typeof(ChatBudget) => new ChatBudget { MaxRequests = 1 },
        _ when type == typeof(ChatSpending) => new ChatSpending { Requests = 1 },
        _ when type == typeof(ChatModelPrice) => new ChatModelPrice { Input = 1 },
        _ when type == typeof(ChatClient) => new ChatClient((ChatClientOptions)Sample(typeof(ChatClientOptions))),
        _ when type == typeof(ChatCompletionAccumulator) => Accumulated(),
        _ when type == typeof(ChatJson) => (ChatJson)$"\"{_secret}\"",
        _ when type == typeof(ChatMap<>) => new ChatMap<string> { [_secret] = _secret },
        _ when type == typeof(StopSequences) => StopSequences.FromString(_secret),
        _ when type == typeof(TextPrompt) => TextPrompt.FromString(_secret),
        _ when type == typeof(ToolChoice) => ToolChoice.Function(_secret),
        _ when type == typeof(ChatToolset) => ChatToolset.FromTools([ChatTool.CreateFunction(_secret, _secret)]),
        _ when type == typeof(ChatResponseInfo) => Response(),
        _ when type == typeof(ChatAttemptInfo) => Attempt(),
        _ when type == typeof(ChatRetryInfo) => new ChatRetryInfo(1, TimeSpan.Zero, new InvalidOperationException(_secret)),
        _ when type == typeof(ChatCallInfo) => new ChatCallInfo(body: null) { Answer = Completion(), Exception = new InvalidOperationException(_secret) },
        _ when type == typeof(ChatRateLimit) => new ChatRateLimit(null, null, null),
        _ when type == typeof(ChatResult<>) => Result(),
        _ when type == typeof(ChatCompletion<>) => new ChatCompletion<string>(_secret, Completion()),
        _ when type == typeof(ChatCompletionSnapshot<>) => new ChatCompletionSnapshot<string>(_secret, Completion()),
        _ when type == typeof(ChatToolDecision) => ChatToolDecision.Refused(_secret),
        _ when type == typeof(ChatToolRun) => new ChatToolRun([ChatMessage.User(_secret)], [Completion()]),
        _ when type == typeof(ChatToolRunUpdate) => new ChatToolRunUpdate { Result = ChatMessage.Tool("1", _secret) },
        _ when type == typeof(ChatToolRunOptions) => new ChatToolRunOptions { DescribeError = (_, _) => _secret },
        _ when type == typeof(StoredCompletionFilter) => new StoredCompletionFilter { Model = _secret, After = _secret },
        _ when type == typeof(StructuredOutputOptions) => new StructuredOutputOptions { Name = _secret, Description = _secret },
        _ when type == typeof(ChatRequestResult) => new ChatRequestResult(0, (ChatCompletionRequest)Record(typeof(ChatCompletionRequest)), Completion(), null),
        _ when type == typeof(ChatConversation) => new ChatConversation((ChatClient)Sample(typeof(ChatClient)), _secret),
        _ when type.IsAssignableTo(typeof(WireRecord)) => Record(type),

        _ when type.IsValueType => Activator.CreateInstance(type)!,
        _ => throw new AssertionException($"There is no sample for {type}. Add one in which every string is \"{_secret}\"."),
    };

    private static WireRecord Record(Type type)
    {
        var record = (WireRecord)Activator.CreateInstance(type)!;
        foreach (var property in SampleValues.WireProperties(type))
        {
            property.SetValue(record, SampleValues.Of(property.PropertyType).Value);
        }

        return record.WithField(_secret, _secret);
    }

    private static ChatCompletionAccumulator Accumulated()
    {
        var answer = new ChatCompletionAccumulator();
        answer.Add(new ChatCompletionChunk { Choices = [new ChatChunkChoice { Delta = new ChatDelta { Content = _secret } }] });
        return answer;
    }

    private static ChatResponseInfo Response()
    {
        using var response = new HttpResponseMessage { RequestMessage = new HttpRequestMessage(HttpMethod.Post, $"https://127.0.0.1/?key={_secret}") };
        response.RequestMessage.Headers.Add("Authorization", $"Bearer {_secret}");
        response.Headers.Add("Set-Cookie", _secret);
        return new ChatResponseInfo(response, new ChatClientOptions());
    }

    private static ChatAttemptInfo Attempt()
    {
        var call = Call.Of(Endpoints.ChatCompletions, (ChatClientOptions)Sample(typeof(ChatClientOptions)), options: null, Record(typeof(ChatCompletionRequest)));
        using var context = new CallContext(call, new ModelNames(), CancellationToken.None) { Response = Response() };
        return new ChatAttemptInfo(call, context, TimeSpan.Zero, new InvalidOperationException(_secret));
    }

    private static ChatResult<ChatCompletion> Result() => new(Completion());

    private static ChatCompletion Completion() => new() { Choices = [new ChatChoice { Message = new ChatMessage { Content = _secret } }] };
}
