using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Writes messages in the format of the OpenTelemetry conventions, which differs from that of the chat protocol.
/// </summary>
internal static class MessageJson
{
    private static readonly JsonWriterOptions _writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string OfMessages(IEnumerable<ChatMessage> messages) => Write(json =>
    {
        foreach (var message in messages)
        {
            json.WriteStartObject();
            WriteMessage(json, message);
            json.WriteEndObject();
        }
    });

    /// <summary>Writes the messages of an answer. <paramref name="unfinished"/> is the finish reason that is written for choices without one.</summary>
    public static string OfChoices(IEnumerable<ChatChoice> choices, string? unfinished) => Write(json =>
    {
        foreach (var choice in choices)
        {
            json.WriteStartObject();
            WriteMessage(json, choice.Message ?? new());
            if ((choice.FinishReason?.Value ?? unfinished) is { } reason)
            {
                json.WriteString("finish_reason", reason);
            }

            json.WriteEndObject();
        }
    });

    private static string Write(Action<Utf8JsonWriter> items)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, _writing))
        {
            json.WriteStartArray();
            items(json);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void WriteMessage(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteString("role", message.Role?.Value ?? "assistant");
        if (message.Name is not null)
        {
            json.WriteString("name", message.Name);
        }

        json.WriteStartArray("parts");
        WriteText(json, "reasoning", message.Reasoning);
        if (message.ToolCallId is { } id)
        {
            WritePart(json, "tool_call_response", ("id", id), ("response", message.Text));
        }
        else
        {
            foreach (var part in message.Content ?? [])
            {
                WriteContent(json, part);
            }
        }

        foreach (var image in message.Images ?? [])
        {
            WriteContent(json, image);
        }

        WriteText(json, "refusal", message.Refusal);
        foreach (var call in message.ToolCalls ?? [])
        {
            WritePart(json, "tool_call", ("id", call.Id), ("name", call.Function?.Name ?? call.Custom?.Name), ("arguments", call.Function?.Arguments ?? call.Custom?.Input));
        }

        json.WriteEndArray();
    }

    private static void WriteContent(Utf8JsonWriter json, ContentPart part)
    {
        switch (part)
        {
            case TextPart text:
                WriteText(json, "text", text.Text);
                break;
            case RefusalPart refusal:
                WriteText(json, "refusal", refusal.Refusal);
                break;
            case ImagePart image:
                WriteImage(json, image.ImageUrl?.Url ?? "");
                break;
            case AudioPart audio:
                WritePart(json, "blob", ("modality", "audio"), ("mime_type", $"audio/{audio.InputAudio?.Format}"), ("content", audio.InputAudio?.Data));
                break;
            case FilePart file:
                WritePart(json, "file", ("modality", "file"), ("file_id", file.File?.FileId ?? file.File?.Filename));
                break;
            case ThinkingPart:
                // The part is already included in the message's reasoning.
                break;
            default:
                WritePart(json, part.Type ?? "unknown");
                break;
        }
    }

    // According to the conventions, the content of a data URL is written as content, not as a URL.
    private static void WriteImage(Utf8JsonWriter json, string url)
    {
        if (url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && url.Split(";base64,", 2) is [var type, var content])
        {
            WritePart(json, "blob", ("modality", "image"), ("mime_type", type["data:".Length..]), ("content", content));
        }
        else
        {
            WritePart(json, "uri", ("modality", "image"), ("uri", url));
        }
    }

    private static void WriteText(Utf8JsonWriter json, string type, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            WritePart(json, type, ("content", text));
        }
    }

    private static void WritePart(Utf8JsonWriter json, string type, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        foreach (var (name, value) in members)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
