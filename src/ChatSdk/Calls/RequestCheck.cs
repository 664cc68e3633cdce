namespace ChatSdk;

/// <summary>Makes a request ready to be sent, on a copy, and refuses one that no server can answer.</summary>
internal static class RequestCheck
{
    /// <summary>Fills in the client's model and the kind of answer.</summary>
    /// <exception cref="ArgumentException">The request has no message, or there is no model.</exception>
    public static ChatCompletionRequest Complete(ChatCompletionRequest request, string? clientModel, bool isStream)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckModel(request, request.Model ?? clientModel);
        CheckNoNull(request.Messages, nameof(request.Messages));
        CheckNoNull(request.Tools, nameof(request.Tools));
        CheckNoNull(request.Functions, nameof(request.Functions));
        CheckNames(request.Tools?.Select(tool => tool.Name), nameof(request.Tools));
        CheckNames(request.Functions?.Select(function => function.Name), nameof(request.Functions));
        return request.Messages.Count > 0 || request.ExtraFields.ContainsKey("messages")
            ? SentTypes.Of(Filled(request, clientModel, StreamOf(request.Stream, isStream)))
            : throw new ArgumentException("Messages is empty: a request needs at least one message.", nameof(request));
    }

    /// <summary>Fills in the client's model and the kind of answer.</summary>
    /// <exception cref="ArgumentException">The request has no prompt, or there is no model.</exception>
    public static TextCompletionRequest Complete(TextCompletionRequest request, string? clientModel, bool isStream)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckModel(request, request.Model ?? clientModel);
        return (request.Prompt is not null && !request.Prompt.Equals(TextPrompt.None)) || request.ExtraFields.ContainsKey("prompt")
            ? request with { Model = request.Model ?? clientModel, Stream = StreamOf(request.Stream, isStream) }
            : throw new ArgumentException("Prompt is missing.", nameof(request));
    }

    // A record never changes, so one that lacks nothing needs no copy.
    private static ChatCompletionRequest Filled(ChatCompletionRequest request, string? clientModel, bool? stream) =>
        request.Model is not null && request.Stream == stream ? request : request with { Model = request.Model ?? clientModel, Stream = stream };

    private static void CheckNoNull(IReadOnlyList<object?>? items, string list)
    {
        for (var place = 0; place < items?.Count; place++)
        {
            if (items[place] is null)
            {
                throw WrongArgument.Because($"{list}[{place}] is null.", "request");
            }
        }
    }

    private static void CheckNames(IEnumerable<string?>? names, string list)
    {
        if (names is null)
        {
            return;
        }

        HashSet<string> known = new(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => name is not null && !known.Add(name)) is { } twice)
        {
            throw WrongArgument.Because($"{list} has two tools of the name '{OneLine.Of(twice, 100)}'.", "request");
        }
    }

    private static void CheckModel(WireRecord request, string? model)
    {
        if (string.IsNullOrWhiteSpace(model) && !request.ExtraFields.ContainsKey("model"))
        {
            throw new ArgumentException("Model is missing: set it in the request or for the client.", nameof(request));
        }
    }

    // Nothing is sent that the caller did not set, but for the "true" that makes a stream.
    private static bool? StreamOf(bool? wanted, bool isStream) => isStream ? true : wanted is null ? null : false;
}
