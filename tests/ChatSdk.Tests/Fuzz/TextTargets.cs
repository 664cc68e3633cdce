using System.Text;
using System.Text.Json;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Fuzz;

/// <summary>
/// Fuzz targets whose input is not a response body: addresses, conversations and schemas from the caller, and delays and rate limits in the
/// headers of a response.
/// </summary>
internal static class TextTargets
{
    private const string _schema = """
        {"type":"object","properties":{"a":{"type":["string","null"]},"b":{"$ref":"#/$defs/b"},"c":{"type":"array","items":{"anyOf":[{"type":"integer"},{"$ref":"#"}]},"prefixItems":[{"const":1}]},
        "d":{"enum":[1,"two",null]}},"required":["a"],"additionalProperties":false,"$defs":{"b":{"oneOf":[{"type":"number","nullable":true},{"$ref":"#/$defs/b"}]}}}
        """;

    public static IEnumerable<FuzzTarget> All =>
    [
        new("address", Inputs("http://localhost:8000/v1", "https://host/v1/chat/completions?api-version=2024&x=%20", "http://[::1]:80/a%2Fb/#f", "https://user:pass@höst.example:65535/ä/models", "127.0.0.1:11434", "//host", "host\\path"), SendToAsync),
        new("conversation", Inputs("""{"messages":[{"role":"system","content":"a"},{"role":"user","content":[{"type":"text","text":"b"}]},{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"1","content":"c"}],"usage":{"total_tokens":7}}"""), ResumeAsync),
        new("schema", Inputs(_schema + "\n" + """{"a":"x","b":1.5,"c":[1,2,{"a":null}],"d":"two"}""", "true\n{}", _schema + "\n" + _schema), CheckSchemaAsync),
        new("headers", Inputs("1.5", "Wed, 21 Oct 2030 07:28:00 GMT", "-1", "1e9", "6m0s", "1h2m3.5s", "120ms", "1700000000", "1700000000000", "2030-01-01T00:00:00Z", "60;w=1", "NaN", "0x7", "99999999999999999999"), ReadHeadersAsync),
    ];

    private static byte[][] Inputs(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static async Task SendToAsync(byte[] input)
    {
        var address = Encoding.UTF8.GetString(input);
        using var http = new HttpClient(new TrickleHandler(WireFixture.Load("openai-chat")));
        try
        {
            using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = address, Model = "m", AllowInsecureHttp = true });

            (await client.CreateAsync("Hi", new() { Query = { ["a b"] = "ü&" } })).Text.Should().NotBeEmpty();
        }
        catch (ArgumentException)
        {
            // An invalid address throws when the client is created or when the request is sent.
        }
    }

    private static async Task ResumeAsync(byte[] input)
    {
        using var http = new HttpClient(new TrickleHandler(WireFixture.Load("openai-chat")));
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://127.0.0.1/v1", Model = "m" });
        try
        {
            // Invalid characters are replaced when the conversation is first saved, and nothing changes the second time.
            var conversation = ChatConversation.FromJson(client, ChatConversation.FromJson(client, Encoding.UTF8.GetString(input)).ToJson());

            ChatConversation.FromJson(client, conversation.ToJson()).Messages.SequenceEqual(conversation.Messages).Should().BeTrue();
            await conversation.SendAsync("Hi");
        }
        catch (Exception exception) when (exception is JsonException or ChatException)
        {
            // The input is not a stored conversation, or the conversation cannot be sent.
        }
    }

    private static Task CheckSchemaAsync(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input).Split('\n', 2);
        try
        {
            using var schema = JsonText.Parse(text[0]);
            using var value = JsonText.Parse(text[^1]);

            new SchemaCheck(schema.RootElement).Find(value.RootElement);
        }
        catch (JsonException)
        {
            // Invalid JSON is skipped, because the library passes only valid JSON to the check.
        }

        return Task.CompletedTask;
    }

    private static async Task ReadHeadersAsync(byte[] input)
    {
        var text = string.Concat(Encoding.UTF8.GetString(input).Where(character => character is >= ' ' and < '\x7F'));
        using var http = new HttpClient(new HeaderHandler(text));
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://127.0.0.1/v1", Model = "m", MaxRetries = 0 });

        var refusal = (await client.Invoking(it => it.CreateAsync("Hi")).Should().ThrowAsync<ChatRateLimitException>()).Which;
        var response = (await client.CreateAsync("Hi")).Response!;

        (refusal.RetryAfter ?? TimeSpan.Zero).Should().BeGreaterThanOrEqualTo(TimeSpan.Zero);
        (response.RequestLimit?.ResetAfter ?? TimeSpan.Zero).Should().BeGreaterThanOrEqualTo(TimeSpan.Zero);
        (response.TokenLimit?.ResetAfter ?? TimeSpan.Zero).Should().BeGreaterThanOrEqualTo(TimeSpan.Zero);
    }
}
