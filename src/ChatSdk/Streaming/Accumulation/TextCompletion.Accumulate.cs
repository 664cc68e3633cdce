using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

// The chunks of a text completion are converted to chat chunks, so that the same code accumulates both kinds of chunks. The text of a choice becomes the content of its message.
public sealed partial record TextCompletion
{
    /// <summary>Converts accumulated chunks to a text completion.</summary>
    internal static TextCompletion From(ChatCompletion answer) => new()
    {
        Id = answer.Id,
        Object = "text_completion",
        Created = answer.Created,
        Model = answer.Model,
        Choices = [.. answer.Choices.Select(TextChoice.From)],
        Usage = answer.Usage,
        SystemFingerprint = answer.SystemFingerprint,
        Provider = answer.Provider,
        Response = answer.Response,
        ExtraFields = answer.ExtraFields,
    };
}

public sealed partial record TextChoice
{
    /// <summary>Converts an accumulated choice to a choice of a text completion.</summary>
    internal static TextChoice From(ChatChoice choice) => new()
    {
        Index = choice.Index,
        Text = choice.Message?.Text,
        FinishReason = choice.FinishReason,
        LogProbs = choice.LogProbs is { } logProbs ? WireBytes.ElementOf(logProbs) : null,
        Usage = choice.Usage,
        ExtraFields = choice.ExtraFields,
    };
}

public sealed partial record ChatCompletionChunk
{
    /// <summary>Converts a chunk of a text completion to a chat chunk.</summary>
    internal static ChatCompletionChunk From(TextCompletion text) => CommonOf(text) with
    {
        Choices = [.. text.Choices.Select(ChatChunkChoice.From)],
        Usage = text.Usage,
        ExtraFields = text.ExtraFields,
    };

    /// <summary>Converts only the members that <see cref="Common"/> represents.</summary>
    internal static ChatCompletionChunk CommonOf(TextCompletion text) => new()
    {
        _shared = new Shared
        {
            Id = text.Id,
            Created = text.Created,
            Model = text.Model,
            SystemFingerprint = text.SystemFingerprint,
            Provider = text.Provider,
            Response = new(text.Response),
        },
    };
}

public sealed partial record ChatChunkChoice
{
    /// <summary>Converts a choice of a text completion to a choice of a chat chunk.</summary>
    internal static ChatChunkChoice From(TextChoice text)
    {
        // Log probabilities are usually an object with lists, which are joined. Any other form is accumulated like an extra field.
        var hasLists = text.LogProbs?.ValueKind == JsonValueKind.Object;
        return new()
        {
            Delta = new ChatDelta { Content = text.Text },
            _shared = new Shared
            {
                Index = text.Index,
                FinishReason = text.FinishReason,
                LogProbs = hasLists ? WireReader.ReadWhole<ChatLogProbs>(JsonMarshal.GetRawUtf8Value(text.LogProbs!.Value)) : null,
                Usage = text.Usage,
            },
            ExtraFields = text.LogProbs is { } other && !hasLists ? text.Fields.With("logprobs", other) : text.ExtraFields,
        };
    }
}
