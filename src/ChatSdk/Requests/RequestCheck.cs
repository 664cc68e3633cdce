namespace ChatSdk;

/// <summary>Makes a request ready to be sent, on a copy, and refuses one that no server can answer.</summary>
internal static class RequestCheck
{
    /// <summary>Fills in the client's model and the kind of answer.</summary>
    /// <exception cref="ArgumentException">The request has no message, or there is no model.</exception>
    public static ChatCompletionRequest Complete(ChatCompletionRequest request, string? clientModel, bool isStream)
    {
        ArgumentNullException.ThrowIfNull(request);
        var complete = request with { Model = request.Model ?? clientModel, Stream = isStream ? true : Unstreamed(request.Stream) };
        if (string.IsNullOrWhiteSpace(complete.Model) && !request.ExtraFields.ContainsKey("model"))
        {
            throw new ArgumentException("Model is missing: set it in the request or for the client.", nameof(request));
        }

        return complete.Messages.Count > 0 || request.ExtraFields.ContainsKey("messages")
            ? complete
            : throw new ArgumentException("Messages is empty: a request needs at least one message.", nameof(request));
    }

    private static bool? Unstreamed(bool? stream) => stream is null ? null : false;
}
