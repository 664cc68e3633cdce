using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

// Chunks of text accumulate as those of a chat: they have the same members, and their text is the content of a message.
public sealed partial record TextCompletion
{
    /// <summary>Returns the text completion for accumulated chunks.</summary>
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
    /// <summary>Returns the choice for accumulated chunks.</summary>
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
    /// <summary>Returns a chunk of text as a chunk that can be accumulated.</summary>
    internal static ChatCompletionChunk From(TextCompletion text) => new()
    {
        _choices = new(WireList<ChatChunkChoice>.From(text.Choices.Select(ChatChunkChoice.From))),
        _shared = new Shared
        {
            Id = text.Id,
            Created = text.Created,
            Model = text.Model,
            Usage = text.Usage,
            SystemFingerprint = text.SystemFingerprint,
            Provider = text.Provider,
            Response = new(text.Response),
        },
        ExtraFields = text.ExtraFields,
    };
}

public sealed partial record ChatChunkChoice
{
    /// <summary>Returns a choice of text as one that can be accumulated.</summary>
    internal static ChatChunkChoice From(TextChoice text)
    {
        // The usual form is an object of lists, which are joined. Any other form accumulates as an unknown field does.
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
            ExtraFields = text.LogProbs is { } other && !hasLists ? ((FieldBag)text.ExtraFields).With("logprobs", other) : text.ExtraFields,
        };
    }
}
