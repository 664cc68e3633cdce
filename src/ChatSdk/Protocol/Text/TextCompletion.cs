using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The text with which the model continued a prompt; in a stream, a chunk of this text.</summary>
[JsonConverter(typeof(WireConverter<TextCompletion>))]
public sealed partial record TextCompletion() : WireRecord, IModelAnswer
{
    // Holds the values that most chunks of a stream have in common, so that the chunks can share one object.
    private Shared _shared = Shared.None;
    private LazyList<TextChoice> _choices = new(WireList<TextChoice>.Empty);

    /// <summary>Gets the id that the server assigned to the answer.</summary>
    [JsonPropertyName("id")]
    public string? Id { get => _shared.Id; init => _shared = _shared with { Id = value }; }

    /// <summary>Gets the type of the object: <c>text_completion</c>.</summary>
    [JsonPropertyName("object")]
    public string? Object { get => _shared.Object; init => _shared = _shared with { Object = value }; }

    /// <summary>Gets the time at which the answer was created, in seconds since 1970 (UTC).</summary>
    [JsonPropertyName("created")]
    public long? Created { get => _shared.Created; init => _shared = _shared with { Created = value }; }

    /// <summary>Gets the time at which the answer was created; <see langword="null"/> if the server did not send a valid time.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => UnixTime.Of(Created);

    /// <summary>Gets the name of the model that generated the text.</summary>
    [JsonPropertyName("model")]
    public string? Model { get => _shared.Model; init => _shared = _shared with { Model = value }; }

    /// <summary>Gets the choices: one for each prompt, unless several choices for each prompt were requested. A chunk contains only the choices that it continues.</summary>
    [JsonPropertyName("choices")]
    [AllowNull]
    public IReadOnlyList<TextChoice> Choices { get => _choices.List!; init => _choices = new(WireList<TextChoice>.From(value)); }

    /// <summary>Gets the token usage; <see langword="null"/> if the server does not report it.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get; init; }

    /// <summary>Gets the fingerprint of the server's configuration.</summary>
    [JsonPropertyName("system_fingerprint")]
    public string? SystemFingerprint { get => _shared.SystemFingerprint; init => _shared = _shared with { SystemFingerprint = value }; }

    /// <summary>Gets the provider that a gateway forwarded the request to.</summary>
    [JsonPropertyName("provider")]
    public string? Provider { get => _shared.Provider; init => _shared = _shared with { Provider = value }; }

    /// <summary>
    /// Gets the HTTP status, headers, request id and rate limits of the response; <see langword="null"/> if this object was not created
    /// by a client. This property is not written as JSON, and equality ignores it.
    /// </summary>
    [JsonIgnore]
    public ChatResponseInfo? Response { get => _shared.Response.Value; init => _shared = _shared with { Response = new(value) }; }

    /// <summary>Gets the text of the first choice; empty if there is none.</summary>
    [JsonIgnore]
    public string Text => First?.Text ?? "";

    /// <summary>Gets the finish reason of the first choice; <see langword="null"/> if the server did not send one.</summary>
    [JsonIgnore]
    public FinishReason? FinishReason => First?.FinishReason;

    private TextChoice? First
    {
        get
        {
            for (var at = 0; at < _choices.Count; at++)
            {
                if (_choices[at].Index is null or 0)
                {
                    return _choices[at];
                }
            }

            return null;
        }
    }

    IEnumerable<FinishReason?> IModelAnswer.FinishReasons => Choices.Select(choice => choice.FinishReason);

    bool IModelAnswer.IsComplete =>
        Choices.Count > 0 && !Choices.Any(choice => choice.FinishReason?.Kind is FinishReasonKind.Length or FinishReasonKind.ContentFilter or FinishReasonKind.Error);

    private sealed record Shared
    {
        public static Shared None { get; } = new();

        public string? Id;
        public string? Object;
        public long? Created;
        public string? Model;
        public string? SystemFingerprint;
        public string? Provider;
        public ExcludedFromEquality<ChatResponseInfo> Response;
    }
}
