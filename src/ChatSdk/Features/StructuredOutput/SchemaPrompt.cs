using System.Text.Json;

namespace ChatSdk;

/// <summary>Describes the schema to the model in the prompt, for servers that do not accept a schema.</summary>
internal static class SchemaPrompt
{
    /// <summary>Returns the messages with added instructions that contain the schema.</summary>
    public static List<ChatMessage> AddTo(IReadOnlyList<ChatMessage> messages, JsonElement schema)
    {
        var instructions = $"Answer with one JSON object and nothing else. It must match this JSON schema:\n{schema.GetRawText()}";

        // The schema is added to an existing system message, because some models accept only one such message.
        return messages is [{ Content: { Parts: null } content } first, ..] && (first.Role == ChatRole.System || first.Role == ChatRole.Developer)
            ? [first with { Content = $"{content.Text}\n\n{instructions}" }, .. messages.Skip(1)]
            : [ChatMessage.System(instructions), .. messages];
    }
}
