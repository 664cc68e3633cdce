using System.Collections.Immutable;
using System.Text.Json;

namespace ChatSdk.Testing;

/// <summary>The strings to answer (the last user message, or the last message if no message is from the user; in a text completion request, each prompt), and the number of words in all messages or prompts.</summary>
internal sealed record EchoQuestion(ImmutableArray<string> Texts, int Words)
{
    /// <summary>Reads the messages or the prompt; returns <see langword="null"/> if they are missing or malformed.</summary>
    public static EchoQuestion? Read(JsonElement json, bool isChat) => isChat
        ? FromMessages(Field(json, "messages"))
        : FromPrompt(Field(json, "prompt"));

    /// <summary>Returns a field; <see langword="null"/> if it is missing, or if <paramref name="json"/> is not an object.</summary>
    public static JsonElement? Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Returns the requested model; <see langword="null"/> if it is missing or is not a string.</summary>
    public static string? Model(FakeRequest request) =>
        request.Json is { } json && Field(json, "model") is { ValueKind: JsonValueKind.String } model ? Text(model) : null;

    /// <summary>Reads a string; any other value, or an invalid string, is returned as raw JSON.</summary>
    public static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            // An escaped unpaired surrogate is valid JSON, but cannot be read as a string.
            return value.GetRawText();
        }
    }

    private static EchoQuestion? FromMessages(JsonElement? field)
    {
        if (field is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            return null;
        }

        var messages = list.EnumerateArray().ToImmutableArray();
        var prompt = messages.LastOrDefault(IsFromUser, messages[^1]);
        return new([Content(prompt)], messages.Sum(message => Testing.Words.Count(Content(message))));
    }

    /// <summary>Reads a prompt, which can be a string, several strings, or tokens; returns <see langword="null"/> if it is missing or malformed.</summary>
    public static EchoQuestion? FromPrompt(JsonElement? field)
    {
        ImmutableArray<string> prompts = field switch
        {
            { ValueKind: JsonValueKind.String } text => [Text(text)],
            { ValueKind: JsonValueKind.Array } tokens when tokens.EnumerateArray().All(IsNumber) => Tokens(tokens),
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(Text)],
            _ => [],
        };
        return prompts.IsEmpty ? null : new(prompts, prompts.Sum(Testing.Words.Count));
    }

    private static bool IsFromUser(JsonElement message) => Field(message, "role") is { } role && Text(role) == "user";

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    // A list of token ids is one prompt, while a list of strings is several prompts.
    private static ImmutableArray<string> Tokens(JsonElement list) =>
        list.GetArrayLength() == 0 ? [] : [string.Join(' ', list.EnumerateArray().Select(Text))];

    private static string Content(JsonElement message) => Field(message, "content") switch
    {
        { ValueKind: JsonValueKind.String } text => Text(text),
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(PartText)),
        _ => "",
    };

    private static string PartText(JsonElement part) => Field(part, "text") is { } text ? Text(text) : "";

}
