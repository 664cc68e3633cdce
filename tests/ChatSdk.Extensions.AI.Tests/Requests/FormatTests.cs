using System.Text.Json;

namespace ChatSdk.Extensions.AI.Tests.Requests;

/// <summary>Tests how the response format is sent.</summary>
[TestFixture]
public sealed class FormatTests : AdapterTest
{
    private static readonly JsonElement _schema = JsonDocument.Parse("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer","default":3}},"required":["a"]}""").RootElement.Clone();

    [Test]
    public async Task Text_format_is_sent() =>
        (await FormatAsync(ChatResponseFormat.Text)).Should().Be("""{"type":"text"}""");

    [Test]
    public async Task Json_format_is_sent() =>
        (await FormatAsync(ChatResponseFormat.Json)).Should().Be("""{"type":"json_object"}""");

    [Test]
    public async Task Schema_is_sent_unchanged_by_default() =>
        (await FormatAsync(ChatResponseFormat.ForJsonSchema(_schema, "Two", "Two things."))).Should().Be(
            """{"type":"json_schema","json_schema":{"name":"Two","description":"Two things.","schema":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer","default":3}},"required":["a"]}}}""");

    [Test]
    public async Task Schema_without_a_name_gets_a_default_name() =>
        (await FormatAsync(ChatResponseFormat.ForJsonSchema(_schema))).Should().StartWith("""{"type":"json_schema","json_schema":{"name":"json_schema",""");

    [Test]
    public async Task Schema_is_converted_to_the_strict_form_if_strict_is_true() =>
        (await FormatAsync(ChatResponseFormat.ForJsonSchema(_schema, "Two"), isStrict: true)).Should().Be(
            """{"type":"json_schema","json_schema":{"name":"Two","schema":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer","description":"Default value: 3"}},"required":["a","b"],"additionalProperties":false},"strict":true}}""");

    [Test]
    public async Task Schema_is_sent_unchanged_if_strict_is_false() =>
        (await FormatAsync(ChatResponseFormat.ForJsonSchema(_schema, "Two"), isStrict: false)).Should().Contain("\"default\":3").And.EndWith("""
            "strict":false}}
            """);

    private async Task<string> FormatAsync(ChatResponseFormat format, bool? isStrict = null)
    {
        ChatOptions options = new() { ResponseFormat = format, AdditionalProperties = isStrict is null ? null : new() { ["strict"] = isStrict } };

        var body = await SendAsync(options);

        body.TryGetProperty("strict", out _).Should().BeFalse();
        return body.GetProperty("response_format").GetRawText();
    }
}
