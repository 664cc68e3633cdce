using System.Text.Json;

namespace ChatSdk.Tests.Protocol;

/// <summary>The requests in the fixture <c>seed-requests.json</c>, as typed requests. Requests for a stream do not set <c>stream</c>, because the client sets it.</summary>
internal static class SeedRequests
{
    private static readonly ChatMessage _helper = ChatMessage.System("You are a helpful assistant.");

    private static readonly ChatFunction _weather = new()
    {
        Name = "get_current_weather",
        Description = "Get the current weather in a location",
        Parameters = JsonElement.Parse("""
            {"type":"object","properties":{"location":{"type":"string","description":"The location to get the weather for"}},"required":["location"]}
            """),
    };

    private static readonly Dictionary<string, double> _bias = new(StringComparer.Ordinal) { ["1234567890"] = 0.5, ["1234567891"] = -0.5 };

    public static IReadOnlyDictionary<string, WireRecord> All { get; } = new Dictionary<string, WireRecord>(StringComparer.Ordinal)
    {
        ["seed0-tools-false"] = Llama(_helper, ChatMessage.User("Write a haiku about recursion in programming.")) with { Tools = false },
        ["seed0-curl"] = Llama(_helper, ChatMessage.User("Write a haiku about recursion in programming.")),
        ["seed0-stream"] = Llama(ChatMessage.User("Say this is a test")),
        ["seed1-model-params"] = new ChatCompletionRequest
        {
            Model = "claude-2",
            Messages = [ChatMessage.User("How are you?")],
            Stream = false,
            ModelParams = new() { Temperature = 1 },
        },
        ["seed2-basic"] = Gpt(_helper, ChatMessage.User("Hello! How are you?")),
        ["seed2-conversation"] = Gpt(
            ChatMessage.System("You are a helpful, friendly assistant."),
            ChatMessage.User("What is 2+2?"),
            ChatMessage.Assistant("2+2 equals 4."),
            ChatMessage.User("What about 5+3?")),
        ["seed2-system-prompt"] = Gpt(
            ChatMessage.System("You are an expert in Python programming. Provide clear, efficient code examples."),
            ChatMessage.User("How do I sort a list in Python?")),
        ["seed2-temperature-low"] = Gpt(ChatMessage.User("Tell me a joke.")) with { Temperature = 0.2 },
        ["seed2-temperature-high"] = Gpt(ChatMessage.User("Write a creative story.")) with { Temperature = 1.5 },
        ["seed2-max-tokens"] = Gpt(ChatMessage.User("Write a long article about AI.")) with { MaxTokens = 500 },
        ["seed2-stream"] = Gpt(ChatMessage.User("Tell me a story.")),
        ["seed2-stop"] = Gpt(ChatMessage.User("Count from 1 to 10.")) with { Stop = ["11", "eleven"] },
        ["seed2-multi-turn"] = Gpt(
            _helper,
            ChatMessage.User("What's the capital of France?"),
            ChatMessage.Assistant("Paris."),
            ChatMessage.User("And what about Germany?")),
        ["seed3-completions"] = AtomaText(),
        ["seed3-chat"] = AtomaChat(),
        ["seed3-chat-stream"] = AtomaChat(),
        ["seed4-template"] = new ChatCompletionRequest
        {
            Model = "string",
            Messages = [new() { Role = new ChatRole("string"), Content = "string" }],
            MaxTokens = 0,
            Temperature = 0.7,
            TopP = 1,
            N = 1,
            Stream = false,
        },
        ["seed4-stream"] = new ChatCompletionRequest { Model = "default", Messages = [ChatMessage.User("Tell me a joke")] },
    };

    private static ChatCompletionRequest Llama(params ChatMessage[] messages) => new() { Model = "llama-3.1-70b-turbo", Messages = messages };

    private static ChatCompletionRequest Gpt(params ChatMessage[] messages) => new() { Model = "gpt-3.5-turbo", Messages = messages };

    private static TextCompletionRequest AtomaText() => new()
    {
        Model = "meta-llama/Llama-3.3-70B-Instruct",
        Prompt = ["Hello!"],
        FrequencyPenalty = 0,
        LogitBias = _bias,
        LogProbs = 1,
        N = 1,
        PresencePenalty = 0,
        Seed = 123,
        Stop = ["json([\"stop\", \"halt\"])"],
        Stream = false,
        Suffix = "json(\"\n\")",
        Temperature = 0.7,
        TopP = 1,
        User = "user-1234",
    };

    private static ChatCompletionRequest AtomaChat() => new()
    {
        Model = "meta-llama/Llama-3.3-70B-Instruct",
        Messages =
        [
            ChatMessage.System("You are a helpful AI assistant") with { Name = "AI expert" },
            ChatMessage.User("Hello!") with { Name = "John Doe" },
            ChatMessage.Assistant("I'm here to help you with any questions you have. How can I assist you today?") with { Name = "AI" },
        ],
        FrequencyPenalty = 0,
        Functions = [_weather],
        LogitBias = _bias,
        MaxCompletionTokens = 4096,
        N = 1,
        ParallelToolCalls = true,
        PresencePenalty = 0,
        Seed = 123,
        ServiceTier = ServiceTier.Auto,
        Stop = ["json([\"stop\", \"halt\"])"],
        Temperature = 0.7,
        Tools = [new ChatTool { Type = "function", Function = _weather }],
        TopLogProbs = 1,
        TopP = 1,
        User = "user-1234",
    };
}
