using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads and writes saved conversations: objects with the member <c>messages</c> and, if they are known, <c>usage</c> and <c>id</c>.</summary>
internal static class ConversationJson
{
    private const string _messages = "messages";
    private const string _usage = "usage";
    private const string _id = "id";

    public static string Write(IEnumerable<ChatMessage> messages, ChatUsage? usage, string? id)
    {
        var json = new StringBuilder($$"""{"{{_messages}}":[""");
        json.AppendJoin(",\n", messages.Select(message => message.ToJson())).Append(']');
        if (usage is not null)
        {
            json.Append($",\n\"{_usage}\":").Append(usage.ToJson());
        }

        if (id is not null)
        {
            json.Append($",\n\"{_id}\":\"").Append(JsonEncodedText.Encode(id)).Append('"');
        }

        return json.Append('}').ToString();
    }

    /// <summary>Reads a conversation that <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The string is not valid JSON, or is not a saved conversation.</exception>
    public static (List<ChatMessage> Messages, ChatUsage? Usage, string? Id) Read(string json)
    {
        using var document = JsonText.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(_messages, out var messages) || messages.ValueKind != JsonValueKind.Array
            || messages.EnumerateArray().Any(message => message.ValueKind != JsonValueKind.Object))
        {
            throw new JsonException($"The JSON is not a saved conversation: it must be an object whose member '{_messages}' is an array of objects.");
        }

        var usage = root.TryGetProperty(_usage, out var value) && value.ValueKind == JsonValueKind.Object ? Read<ChatUsage>(value) : null;
        var id = root.TryGetProperty(_id, out value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return ([.. messages.EnumerateArray().Select(Read<ChatMessage>)], usage, id);
    }

    private static T Read<T>(JsonElement json)
        where T : IWireRecord<T> => WireReader.ReadWhole<T>(JsonMarshal.GetRawUtf8Value(json));
}
