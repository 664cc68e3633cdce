namespace ChatSdk;

/// <summary>Validates requests, and returns them with all the fields that the client adds. The caller's objects are not changed.</summary>
internal static class RequestCheck
{
    /// <summary>Validates a request, and returns it with the fields that the client adds: the client's model if the request specifies none, the <c>stream</c> field for this kind of call, and each missing <c>type</c> field that follows from the other fields of its object.</summary>
    /// <exception cref="ArgumentException">The request has no message, neither the request nor the client has a model, an item in a list is <see langword="null"/>, or two tools have the same name.</exception>
    public static ChatCompletionRequest Complete(ChatCompletionRequest request, ChatClientOptions client, bool isStream)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckModel(request, request.Model ?? client.Model, client);
        CheckNoNull(request.Messages, nameof(request.Messages));
        CheckNoNull(request.Tools?.Items, nameof(request.Tools));
        CheckNoNull(request.Functions, nameof(request.Functions));
        CheckNames(request.Tools?.Items.Select(tool => tool.Name), nameof(request.Tools));
        CheckNames(request.Functions?.Select(function => function.Name), nameof(request.Functions));
        return request.Messages.Count > 0 || request.ExtraFields.ContainsKey("messages")
            ? SentTypes.Of(Filled(request, client.Model, isStream))
            : throw new ArgumentException("Messages is empty. A request needs at least one message.", nameof(request));
    }

    /// <summary>Validates a request, and returns a copy with the fields that the client adds: the client's model if the request specifies none, and the <c>stream</c> field for this kind of call.</summary>
    /// <exception cref="ArgumentException">The request has no prompt, or neither the request nor the client has a model.</exception>
    public static TextCompletionRequest Complete(TextCompletionRequest request, ChatClientOptions client, bool isStream)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckModel(request, request.Model ?? client.Model, client);
        return (request.Prompt is not null && !request.Prompt.Equals(TextPrompt.None)) || request.ExtraFields.ContainsKey("prompt")
            ? request with { Model = request.Model ?? client.Model, Stream = StreamOf(request.Stream, isStream), StreamOptions = isStream ? request.StreamOptions : null }
            : throw new ArgumentException("Prompt is missing.", nameof(request));
    }

    // A request in which nothing must change is not copied. Stream options are removed if the call does not stream, because servers
    // would reject them.
    private static ChatCompletionRequest Filled(ChatCompletionRequest request, string? clientModel, bool isStream)
    {
        var stream = StreamOf(request.Stream, isStream);
        var streamOptions = isStream ? request.StreamOptions : null;
        return request.Model is not null && request.Stream == stream && request.StreamOptions == streamOptions
            ? request
            : request with { Model = request.Model ?? clientModel, Stream = stream, StreamOptions = streamOptions };
    }

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
            throw WrongArgument.Because($"{list} has two tools with the name '{OneLine.Of(twice, 100)}'.", "request");
        }
    }

    private static void CheckModel(WireRecord request, string? model, ChatClientOptions client)
    {
        if (string.IsNullOrWhiteSpace(model) && !request.ExtraFields.ContainsKey("model"))
        {
            throw new ArgumentException($"Model is missing. Set it in the request or for the client.{MisplacedModel.Hint(client)}", nameof(request));
        }
    }

    // If the call does not stream, false is sent if the caller set the field, and otherwise nothing.
    private static bool? StreamOf(bool? wanted, bool isStream) => isStream ? true : wanted is null ? null : false;
}
