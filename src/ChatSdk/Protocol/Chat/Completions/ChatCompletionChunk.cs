using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A chunk of a streamed answer.</summary>
[JsonConverter(typeof(WireConverter<ChatCompletionChunk>))]
public sealed partial record ChatCompletionChunk() : WireRecord
{
    // Holds the values that most chunks of a stream have in common, so that the chunks can share one object.
    private Shared _shared = Shared.None;
    private LazyList<ChatChunkChoice> _choices = new(WireList<ChatChunkChoice>.Empty);

    /// <summary>Gets the id that the server assigned to the answer.</summary>
    [JsonPropertyName("id")]
    public string? Id { get => _shared.Id; init => _shared = _shared with { Id = value }; }

    /// <summary>Gets the type of the object: <c>chat.completion.chunk</c>.</summary>
    [JsonPropertyName("object")]
    public string? Object { get => _shared.Object; init => _shared = _shared with { Object = value }; }

    /// <summary>Gets the time at which the answer was created, in seconds since 1970 (UTC).</summary>
    [JsonPropertyName("created")]
    public long? Created { get => _shared.Created; init => _shared = _shared with { Created = value }; }

    /// <summary>Gets the time at which the answer was created; <see langword="null"/> if the server did not send a valid time.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => UnixTime.Of(Created);

    /// <summary>Gets the name of the model that generates the answer.</summary>
    [JsonPropertyName("model")]
    public string? Model { get => _shared.Model; init => _shared = _shared with { Model = value }; }

    /// <summary>Gets the choices to which this chunk adds content; empty in a chunk that only reports the usage.</summary>
    [JsonPropertyName("choices")]
    [AllowNull]
    public IReadOnlyList<ChatChunkChoice> Choices { get => _choices.List!; init => _choices = new(WireList<ChatChunkChoice>.From(value)); }

    /// <summary>Gets the token usage so far; most servers report it only in the last chunk.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get; init; }

    /// <summary>Gets the fingerprint of the server's configuration.</summary>
    [JsonPropertyName("system_fingerprint")]
    public string? SystemFingerprint { get => _shared.SystemFingerprint; init => _shared = _shared with { SystemFingerprint = value }; }

    /// <summary>Gets the service tier that is used for the answer.</summary>
    [JsonPropertyName("service_tier")]
    public ServiceTier? ServiceTier { get => _shared.ServiceTier; init => _shared = _shared with { ServiceTier = value }; }

    /// <summary>Gets the provider that a gateway forwarded the request to.</summary>
    [JsonPropertyName("provider")]
    public string? Provider { get => _shared.Provider; init => _shared = _shared with { Provider = value }; }

    /// <summary>Gets the URLs of the sources that the answer cites.</summary>
    [JsonPropertyName("citations")]
    public IReadOnlyList<string>? Citations { get => _shared.Citations; init => _shared = _shared with { Citations = WireList<string>.FromOptional(value) }; }

    /// <summary>
    /// Gets the HTTP status, headers, request id and rate limits of the response; <see langword="null"/> if this object was not created
    /// by a client. This property is not written as JSON, and equality ignores it.
    /// </summary>
    [JsonIgnore]
    public ChatResponseInfo? Response { get => _shared.Response.Value; init => _shared = _shared with { Response = new(value) }; }

    /// <summary>Gets the next fragment of the text; empty if there is none. If several choices were requested, this is the text of the first choice.</summary>
    [JsonIgnore]
    public string Text => IsOneAnswer ? string.Concat(Choices.Select(choice => choice.Delta?.Text)) : First?.Delta?.Text ?? "";

    /// <summary>Gets the next fragment of the model's reasoning; empty if there is none. If several choices were requested, this is the reasoning of the first choice.</summary>
    [JsonIgnore]
    public string Reasoning => IsOneAnswer ? string.Concat(Choices.Select(choice => choice.Delta?.Reasoning)) : First?.Delta?.Reasoning ?? "";

    /// <summary>Gets the next fragments of tool calls; empty if there are none. If several choices were requested, these are the fragments of the first choice.</summary>
    [JsonIgnore]
    public IReadOnlyList<ChatToolCall> ToolCalls => IsOneAnswer ? [.. Choices.SelectMany(choice => choice.Delta?.ToolCalls ?? [])] : First?.Delta?.ToolCalls ?? [];

    /// <summary>Gets the images in this chunk, including those in the content; empty if there are none. If several choices were requested, these are the images of the first choice.</summary>
    [JsonIgnore]
    public IReadOnlyList<ImagePart> Images => IsOneAnswer ? [.. Choices.SelectMany(choice => choice.Delta?.AllImages ?? [])] : First?.Delta?.AllImages ?? [];

    /// <summary>Gets the reason why the model stopped; <see langword="null"/> if this chunk does not report it. If several choices were requested, this is the reason of the first choice.</summary>
    [JsonIgnore]
    public FinishReason? FinishReason => IsOneAnswer ? OneAnswer.FinishReasonOf(Choices.Select(choice => choice.FinishReason)) : First?.FinishReason;

    /// <summary>Gets whether the text of all earlier chunks turned out to be reasoning.</summary>
    internal bool EndsReasoning => First?.Delta is { EndsReasoning: true };

    // If only one choice was requested, several received choices are parts of one answer.
    private bool IsOneAnswer => _choices.Count > 1 && Response is { HasOneChoice: true };

    private ChatChunkChoice? First
    {
        get
        {
            for (var at = 0; at < _choices.Count; at++)
            {
                if (_choices[at].Index is null or 0 || Response is { HasOneChoice: true })
                {
                    return _choices[at];
                }
            }

            return null;
        }
    }

    private sealed record Shared
    {
        public static Shared None { get; } = new();

        public string? Id;
        public string? Object;
        public long? Created;
        public string? Model;
        public string? SystemFingerprint;
        public ServiceTier? ServiceTier;
        public string? Provider;
        public WireList<string>? Citations;
        public ExcludedFromEquality<ChatResponseInfo> Response;
    }
}
